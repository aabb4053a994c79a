#!/bin/sh
# WeasyPrint 70.0 with pdf_variant="pdf/ua-1", judged by veraPDF 1.30.2 (Java 17, Maven) and by pdfua 0.1.3.
#
# One page: a table whose heads are <th>, and a link with a bold word in it. The two validators agree that it does not
# conform to PDF/UA-1 and share no reason:
#   veraPDF  only 7.18.5-1: WeasyPrint makes a second annotation for the bold word, which no Link element holds;
#            that the heads have neither Scope nor Headers is no fault to it in a regular table
#   pdfua    only UA-15-003: the heads have neither Scope nor Headers; the loose annotation is no fault to it
# So a paper that one of them accepts may fail the other: ask both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pdfua==0.1.3
cat > paper.py <<'P'
from pdfua import validate
from weasyprint import HTML

HTML(
    string="""<html lang="pl"><head><title>Lista</title></head><body><h1>Lista</h1>
    <p><a href="https://example.org/">strona <b>ośrodka</b></a></p>
    <table><thead><tr><th>Imię</th><th>Godziny</th></tr></thead>
    <tbody><tr><td>Ewa</td><td>5</td></tr></tbody></table></body></html>"""
).write_pdf("paper.pdf", pdf_variant="pdf/ua-1")
print("pdfua:", *sorted({finding.rule_id for finding in validate("paper.pdf").findings}))
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
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour standard = PDFAFlavour.PDFUA_1;
        try (var parser = Foundries.defaultInstance().createParser(new File("paper.pdf"), standard);
                var validator = Foundries.defaultInstance().createValidator(standard, false)) {
            var failed = new TreeSet<String>();
            validator.validate(parser).getFailedChecks().keySet()
                    .forEach(rule -> failed.add(rule.getClause() + "-" + rule.getTestNumber()));
            System.out.println("veraPDF: " + String.join(" ", failed));
        }
    }
}
P
mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
{ .venv/bin/python paper.py; java -cp "jars/*" Judge.java; } | tee seen.txt
printf 'pdfua: UA-15-003\nveraPDF: 7.18.5-1\n' | diff - seen.txt
