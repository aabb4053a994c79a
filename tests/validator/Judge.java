import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.model.baselayer.Object;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.validators.BaseValidator;
import org.verapdf.pdfa.validation.validators.FlavourValidator;

/** One line for each file, standard and rule that the file gave cause to ask: how often it held and how often not. */
public class Judge {
    private static final List<PDFAFlavour> STANDARDS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                print(file, standard, counted(file, standard));
            }
        }
    }

    private static Map<Rule, int[]> counted(String file, PDFAFlavour standard) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), standard);
                Counting validator = new Counting(standard)) {
            boolean conforms = validator.validate(parser).isCompliant();
            boolean failed = validator.counts.values().stream().anyMatch(count -> count[1] > 0);
            if (conforms == failed) {
                throw new IllegalStateException(file + ": the rules and the verdict disagree");
            }
            return validator.counts;
        }
    }

    private static void print(String file, PDFAFlavour standard, Map<Rule, int[]> counts) {
        counts.forEach((rule, count) -> System.out.println(String.join("\t",
                file, standard.toString(), name(rule), "" + count[0], "" + count[1],
                rule.getDescription().replaceAll("\\s+", " "))));
    }

    private static String name(Rule rule) {
        return rule.getRuleId().getClause() + "-" + rule.getRuleId().getTestNumber();
    }

    /** Counts each answer itself: the validator's own record of what held ends without a word after 10,000. */
    private static class Counting extends BaseValidator {
        final Map<Rule, int[]> counts = new TreeMap<>((one, other) -> name(one).compareTo(name(other)));

        Counting(PDFAFlavour standard) {
            super(Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(standard));
        }

        @Override
        protected void processAssertionResult(
                FlavourValidator validator, boolean held, String location, Rule rule, Object asked) {
            counts.computeIfAbsent(rule, key -> new int[2])[held ? 0 : 1]++;
            super.processAssertionResult(validator, held, location, rule, asked);
        }
    }
}
