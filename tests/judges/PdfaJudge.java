import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about each file: java PdfaJudge.java FLAVOUR FILE…; exit code 1 when one is not compliant. */
class PdfaJudge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        List<String> faults = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            faults.addAll(judge(new File(arguments[i]), flavour));
        }
        faults.forEach(System.out::println);
        System.out.println(arguments.length - 1 + " files, " + faults.size() + " faults");
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static List<String> judge(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            List<String> faults = new ArrayList<>();
            ValidationResult result = validator.validate(parser);
            for (TestAssertion fault : result.getTestAssertions()) {
                faults.add(file.getName() + " " + fault.getRuleId().getClause() + "-"
                        + fault.getRuleId().getTestNumber() + ": " + fault.getMessage());
            }
            if (!result.isCompliant() && faults.isEmpty()) {
                faults.add(file.getName() + " is not compliant");
            }
            return faults;
        }
    }
}
