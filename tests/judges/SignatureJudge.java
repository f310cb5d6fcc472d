import static java.nio.charset.StandardCharsets.UTF_8;

import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * EU DSS, the European Commission's own validator: java SignatureJudge.java FILE…, trusting root.pem of the folder, with
 * its *.crl. A line for each signature: file, indication, sub-indication, level, keys of errors, keys of warnings.
 */
public class SignatureJudge {
    public static void main(String[] names) throws IOException {
        String policy = strict();
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        CertificateToken root = DSSUtils.loadCertificate(new File("root.pem"));
        trusted.addCertificate(root);
        InputStream[] lists = Stream.of(new File(".").listFiles()).filter(file -> file.getName().endsWith(".crl"))
            .map(file -> new FileDocument(file).openStream()).toArray(InputStream[]::new);
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setCrlSource(new ExternalResourcesCRLSource(lists));
        verifier.setAIASource(null);
        for (String name : names) {
            DSSDocument document = new FileDocument(new File(name));
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(document);
            validator.setCertificateVerifier(verifier);
            Reports reports = validator.validateDocument(new ByteArrayInputStream(policy.getBytes(UTF_8)));
            SimpleReport report = reports.getSimpleReport();
            for (String id : report.getSignatureIdList()) {
                System.out.println(String.join("\t", name, String.valueOf(report.getIndication(id)),
                    String.valueOf(report.getSubIndication(id)), String.valueOf(report.getSignatureFormat(id)),
                    keys(report.getAdESValidationErrors(id)), keys(report.getAdESValidationWarnings(id))));
            }
        }
        System.out.println(names.length + " files");
    }

    /** What DSS only warns of by default: changes that the signatures do not allow. */
    private static String strict() throws IOException {
        try (InputStream policy = SignatureJudge.class.getResourceAsStream("/policy/constraint.xml")) {
            return new String(policy.readAllBytes(), UTF_8)
                .replaceAll("<(DocMDP|FieldMDP|SigFieldLock|UndefinedChanges) Level=\"WARN\"", "<$1 Level=\"FAIL\"");
        }
    }

    private static String keys(List<Message> messages) {
        return messages.stream().map(Message::getKey).sorted().collect(Collectors.joining(" "));
    }
}
