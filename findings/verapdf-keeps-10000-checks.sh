#!/bin/sh
# veraPDF 1.30.2 (org.verapdf:validation-model, Java 17), asked to record what held: createValidator(flavour, true).
#
# getTotalAssertions counts every check, getTestAssertions ends after 10,001 of them, without a word. The checks of the
# file's own metadata come last: the record of a long paper names fewer rules than that of a page, and a table
# "rule by paper" made from it shows as never asked what was asked and held. The verdict itself is right.
# Seen: a table of one row: 400 checks, all kept; of 1,500 rows: 229,200 checks, 10,001 kept, and those of clause 5
# (who claims PDF/UA) are not among them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0
cat > papers.py <<'P'
from weasyprint import HTML

for name, count in (("short", 1), ("long", 1500)):
    rows = "".join(f"<tr><td>{number}</td><td>Ewa</td><td>5 godz.</td></tr>" for number in range(count))
    HTML(
        string=f"""<html lang="pl"><head><title>Lista</title></head><body><h1>Lista</h1>
        <table><thead><tr><th>Nr</th><th>Imię</th><th>Godziny</th></tr></thead><tbody>{rows}</tbody></table></body></html>"""
    ).write_pdf(f"{name}.pdf", pdf_variant="pdf/ua-1")
P
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.verapdf</groupId><artifactId>validation-model</artifactId><version>1.30.2</version></dependency>
  </dependencies>
</project>
P
cat > Judge.java <<'P'
import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

public class Judge {
    public static void main(String[] names) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour standard = PDFAFlavour.PDFUA_1;
        for (String name : names) {
            try (var parser = Foundries.defaultInstance().createParser(new File(name + ".pdf"), standard);
                    var validator = Foundries.defaultInstance().createValidator(standard, true)) {
                var result = validator.validate(parser);
                int kept = result.getTestAssertions().size();
                boolean hasClaim = result.getTestAssertions().stream()
                        .anyMatch(check -> check.getRuleId().getClause().equals("5"));
                System.out.println(name + ": conforms " + result.isCompliant() + ", kept "
                        + (kept == result.getTotalAssertions() ? "all" : "" + kept) + ", clause 5 " + hasClaim);
                System.err.println(name + ": " + result.getTotalAssertions() + " checks");
            }
        }
    }
}
P
.venv/bin/python papers.py
mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
java -cp "jars/*" Judge.java short long | tee seen.txt
printf 'short: conforms true, kept all, clause 5 true\nlong: conforms true, kept 10001, clause 5 false\n' | diff - seen.txt
