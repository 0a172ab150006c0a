package dev.amends.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that a function can reach: AWS and Slack over TLS, and where SnapStart has credentials. */
final class World implements AutoCloseable {
    private final Certificates certificates;
    private final Server aws;
    private final Server slack;
    private final Server credentials;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answers answers = new Answers();

    World(Path folder) throws IOException, InterruptedException {
        this.certificates = Certificates.in(folder);
        this.aws = new Server(certificates.server(), this::answer);
        this.slack = new Server(certificates.server(), this::answer);
        this.credentials = new Server(null, World::credentials);
    }

    Certificates certificates() {
        return certificates;
    }

    Server aws() {
        return aws;
    }

    Server slack() {
        return slack;
    }

    Server credentials() {
        return credentials;
    }

    /** Every request so far, in the order they came. */
    List<Request> requests() {
        return requests;
    }

    void answers(Answers fresh) {
        this.answers = fresh;
        requests.clear();
    }

    private Response answer(Request request) {
        requests.add(request);
        return answers.to(request);
    }

    /** The form of the container credentials endpoint. */
    private static Response credentials(Request request) {
        return Response.json(
                """
                {"AccessKeyId":"ASIALOOPBACK","SecretAccessKey":"none","Token":"none","Expiration":"%s"}
                """
                        .formatted(Instant.now().plus(Duration.ofHours(1)).toString()));
    }

    @Override
    public void close() throws IOException {
        aws.close();
        slack.close();
        credentials.close();
    }
}
