package dev.amends.benchmarks;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * A made-up trail: of ten records six are none of ours, three change log groups, one a bucket; a
 * few hundred resources come again and again, are mended half a round later and deleted before they
 * are made anew.
 */
final class Trail {
    private static final int IN_A_FILE = 500;
    private static final int RESOURCES = 400;
    private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");

    private final int records;

    Trail(int records) {
        this.records = records;
    }

    static Node settings() {
        try {
            return Node.parse(
                    """
                    {"slack": {"channel": "#amends"}, "guardrails": {
                      "log-group-no-retention": {"mode": "fix"}, "bucket-policy-broad": {"mode": "ask"}}}
                    """);
        } catch (BadJson e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Path folder) throws IOException {
        for (int from = 0; from < records; from += IN_A_FILE) {
            Path file = folder.resolve("trail_%08d.json.gz".formatted(from));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write("{\"Records\":[".getBytes(StandardCharsets.UTF_8));
                for (int i = from; i < Math.min(records, from + IN_A_FILE); i++) {
                    String comma = i == from ? "" : ",";
                    out.write((comma + record(i)).getBytes(StandardCharsets.UTF_8));
                }
                out.write("]}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String record(int i) {
        int resource = i / 10 % RESOURCES;
        return switch (i % 10) {
            case 0 -> record(i, "logs", "CreateLogGroup", group(resource));
            case 1 ->
                    record(
                            i,
                            "logs",
                            "PutRetentionPolicy",
                            "{\"logGroupName\":\"/aws/lambda/f-%d\",\"retentionInDays\":14}"
                                    .formatted((resource + RESOURCES / 2) % RESOURCES));
            case 2 -> record(i, "logs", "DeleteLogGroup", group((resource + 1) % RESOURCES));
            case 3 ->
                    record(
                            i,
                            "s3",
                            "PutBucketPolicy",
                            """
                            {"bucketName":"lake-%1$d","bucketPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%2$s,"Action":"s3:GetObject","Resource":"arn:aws:s3:::lake-%1$d/*"}]}}\
                            """
                                    .formatted(
                                            resource,
                                            i % 20 < 10
                                                    ? "\"*\""
                                                    : "{\"AWS\":\"arn:aws:iam::111122223333:root\"}"));
            default ->
                    record(
                            i,
                            "ec2",
                            "AuthorizeSecurityGroupIngress",
                            "{\"groupId\":\"sg-%d\",\"ipPermissions\":{\"items\":[]}}"
                                    .formatted(resource));
        };
    }

    private static String group(int number) {
        return "{\"logGroupName\":\"/aws/lambda/f-%d\"}".formatted(number);
    }

    private static String record(int i, String service, String event, String request) {
        return """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ann","arn":"arn:aws:sts::111122223333:assumed-role/dev/ann",\
        "accountId":"111122223333","accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE",\
        "arn":"arn:aws:iam::111122223333:role/dev","accountId":"111122223333","userName":"dev"},"attributes":{"creationDate":"2026-09-01T00:00:00Z","mfaAuthenticated":"true"}}},\
        "eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.10",\
        "userAgent":"aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux","requestParameters":%s,"responseElements":null,"requestID":"r-%d","eventID":"e-%d",\
        "readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management",\
        "tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%s.eu-west-1.amazonaws.com"}}\
        """
                .formatted(
                        BEGIN.plus(Duration.ofSeconds(20L * i)),
                        service,
                        event,
                        request,
                        i,
                        i,
                        service);
    }
}
