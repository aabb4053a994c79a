#!/bin/sh
# WeasyPrint 70.0 with pdf_variant="pdf/a-2a", judged by veraPDF 1.30.2 (Java 17, Maven).
#
# One page with one PNG and its alternative text. WeasyPrint writes the picture with /Interpolate true, which PDF/A-2
# does not take: veraPDF objects under 6.2.8-3. With `image-rendering: crisp-edges` the key is false and the same page
# conforms. A square code, a stamp or a logo is enough to lose the archive's standard, and nothing is logged.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 segno==1.6.6
cat > papers.py <<'P'
import segno
from weasyprint import HTML

picture = segno.make("KIS", micro=False).png_data_uri(scale=8)
for look in ("auto", "crisp-edges"):
    HTML(
        string=f"""<html lang="pl"><head><title>Lista</title></head><body><h1>Lista</h1>
        <p><img alt="kod" src="{picture}" style="image-rendering: {look}; width: 2cm"></p></body></html>"""
    ).write_pdf(f"{look}.pdf", pdf_variant="pdf/a-2a")
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
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

public class Judge {
    public static void main(String[] papers) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour standard = PDFAFlavour.PDFA_2_A;
        for (String paper : papers) {
            try (var parser = Foundries.defaultInstance().createParser(new File(paper), standard);
                    var validator = Foundries.defaultInstance().createValidator(standard, false)) {
                var failed = new TreeSet<String>();
                validator.validate(parser).getFailedChecks().keySet()
                        .forEach(rule -> failed.add(rule.getClause() + "-" + rule.getTestNumber()));
                System.out.println(paper + ": " + (failed.isEmpty() ? "conforms" : String.join(" ", failed)));
            }
        }
    }
}
P
mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
.venv/bin/python papers.py
java -cp "jars/*" Judge.java auto.pdf crisp-edges.pdf | tee seen.txt
printf 'auto.pdf: 6.2.8-3\ncrisp-edges.pdf: conforms\n' | diff - seen.txt
