package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.policy.Outsiders.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts held against requests that another program decides: whoever gets in from outside is in
 * the verdict, and a narrowed policy shuts others out and no one else.
 */
class OracleTest {
    private static final String SIMULATOR = System.getProperty("amends.simulator", "");
    private static final Path SCRIPT = Path.of("../../tests/lib/oracle.mjs");
    private static final long SEED = Long.getLong("amends.oracle.seed", 20261201L);
    private static final int REQUESTS = 50;

    /** So begin names of policies by chance whose conditions hardly anybody can meet. */
    private static final String ODD = "odd ";

    @TempDir Path folder;

    @Test
    void in_three_hundred_policies_nobody_gets_in_from_outside_of_whom_nothing_is_said()
            throws Exception {
        Figures figures = hold(310);
        assertThat(figures.policies).isGreaterThanOrEqualTo(300);
        figures.assertGood();
    }

    @Test
    @Tag("proof")
    void in_five_thousand_policies_nobody_gets_in_from_outside_of_whom_nothing_is_said()
            throws Exception {
        Figures figures = hold(5_000);
        figures.write();
        assertThat(figures.policies).isGreaterThanOrEqualTo(5_000);
        figures.assertGood();
    }

    /** A policy with its verdict, what narrows it, and who tries to get past it. */
    private record Case(
            String name,
            Setting setting,
            Map<?, ?> policy,
            Analysis analysis,
            List<Narrowed> narrowed,
            List<Request> requests) {}

    private Figures hold(int most) throws IOException, InterruptedException {
        assumeTrue(
                !SIMULATOR.isEmpty(),
                "tests/run fetches the simulator and names it: -Damends.simulator=<node_modules>");
        List<Case> cases = cases(most);
        List<String> questions = new ArrayList<>();
        for (Case each : cases) {
            List<Object> policies = new ArrayList<>(List.of(each.policy));
            for (Narrowed narrowed : each.narrowed) {
                policies.add(parse(narrowed.text()));
            }
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("account", Outsiders.OWN);
            question.put("policies", policies);
            question.put("requests", each.requests.stream().map(Request::toMap).toList());
            questions.add(Node.write(question));
        }
        List<Node> answers = ask(questions);
        assertThat(answers).hasSameSizeAs(cases);
        Figures figures = new Figures();
        for (int i = 0; i < cases.size(); i++) {
            figures.count(cases.get(i), answers.get(i).texts());
        }
        return figures;
    }

    private List<Node> ask(List<String> questions) throws IOException, InterruptedException {
        Path asked = Files.write(folder.resolve("questions"), questions);
        Path answered = folder.resolve("answers");
        Process node =
                new ProcessBuilder(
                                "node",
                                SCRIPT.toString(),
                                SIMULATOR,
                                asked.toString(),
                                answered.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        if (!node.waitFor(20, TimeUnit.MINUTES)) {
            node.destroyForcibly();
        }
        assertThat(node.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
        List<Node> answers = new ArrayList<>();
        for (String line : Files.readAllLines(answered)) {
            try {
                answers.add(Node.parse(line));
            } catch (BadJson e) {
                throw new IOException(line, e);
            }
        }
        return answers;
    }

    /** The examples, what a person can tell, and policies by chance. */
    private static List<Case> cases(int most) {
        List<Case> cases = new ArrayList<>();
        Sample.all().forEach(each -> add(cases, each.name(), each.setting(), each.policy()));
        for (KnownVerdicts.Known known : KnownVerdicts.all()) {
            if (cases.stream().noneMatch(each -> each.name.equals(known.name()))) {
                add(cases, known.name(), known.setting(), known.policy());
            }
        }
        for (long seed = SEED; cases.size() < most; seed++) {
            Random random = new Random(seed);
            Setting setting = new Policies(random).setting();
            // Every fourth is of anything beside anything; the others are such as somebody writes.
            Policies make = new Policies(random, seed % 4 == 0 ? null : setting.kind());
            String policy = Node.write(Policies.policy(make.statements()));
            add(cases, (seed % 4 == 0 ? ODD : "seed ") + seed, setting, policy);
        }
        return cases;
    }

    private static void add(List<Case> cases, String name, Setting setting, String policy) {
        Analysis analysis = PolicyAnalyser.analyse(policy, setting);
        if (!setting.account().equals(Outsiders.OWN)
                || setting.kind() == Kind.OTHER
                || !setting.partition().equals("aws")
                || analysis.grants().stream().anyMatch(grant -> grant.index() < 0)) {
            return; // not one that AWS would hold, or another AWS
        }
        List<Narrowed> narrowed = new ArrayList<>();
        for (Grant grant : analysis.open()) {
            Narrowed.of(policy, setting, grant.index(), Source.account(Outsiders.OWN))
                    .ifPresent(narrowed::add);
        }
        Map<?, ?> parsed = parse(policy);
        Random random = new Random(SEED + name.hashCode());
        List<Request> requests = Outsiders.of(parsed, setting, random, REQUESTS);
        cases.add(new Case(name, setting, parsed, analysis, narrowed, requests));
    }

    private static Map<?, ?> parse(String policy) {
        try {
            return (Map<?, ?>) Node.parse(policy).value();
        } catch (BadJson e) {
            throw new IllegalStateException(policy, e);
        }
    }

    private static final class Figures {
        private int policies;
        private int requests;
        private int refused;
        private int allowed;
        private int narrowed;
        private int certain;
        private final List<String> unsound = new ArrayList<>();
        private final List<String> imprecise = new ArrayList<>();
        private final List<String> narrowedWrongly = new ArrayList<>();

        void count(Case one, List<String> answers) {
            policies++;
            String letters = answers.getFirst();
            Who most = most(one.analysis);
            Who witnessed = Who.FINE;
            for (int i = 0; i < letters.length(); i++) {
                requests++;
                Request request = one.requests.get(i);
                if (letters.charAt(i) == 'e') {
                    refused++;
                } else if (letters.charAt(i) == 'y') {
                    allowed++;
                    witnessed = witnessed.or(request.least());
                    if (most.compareTo(request.least()) < 0) {
                        unsound.add(
                                "%s: %s, and yet %s gets through %s"
                                        .formatted(
                                                one.name, most, request, Node.write(one.policy)));
                    }
                }
            }
            Who sure = one.analysis.who();
            if (sure.open() && !one.name.startsWith(ODD)) {
                certain++;
                // A function URL is open to whoever may call it; its own kind of public.
                if (witnessed.compareTo(sure.and(Who.FUNCTION_URL_PUBLIC)) < 0) {
                    imprecise.add(one.name + ": " + sure + ", seen " + witnessed);
                }
            }
            for (int i = 0; i < one.narrowed.size(); i++) {
                narrowed(one, one.narrowed.get(i), letters, answers.get(i + 1));
            }
        }

        private void narrowed(Case one, Narrowed narrower, String before, String after) {
            narrowed++;
            Who most = most(PolicyAnalyser.analyse(narrower.text(), one.setting));
            for (int i = 0; i < before.length(); i++) {
                Request request = one.requests.get(i);
                boolean was = before.charAt(i) == 'y';
                boolean is = after.charAt(i) == 'y';
                boolean ours = request.principal().toString().contains(":" + Outsiders.OWN + ":");
                String wrong =
                        is && !was
                                ? "wider"
                                : is && most.compareTo(request.least()) < 0
                                        ? "not closed"
                                        : was && !is && ours ? "closed to ourselves" : null;
                if (wrong != null) {
                    narrowedWrongly.add(
                            "%s: %s (%s) for %s: %s"
                                    .formatted(
                                            one.name,
                                            wrong,
                                            narrower.change(),
                                            request,
                                            Node.write(one.policy)));
                }
            }
            boolean bound = narrower.change().contains("also asks for aws:Source");
            if (bound && intended(one, before) && !intended(one, after)) {
                narrowedWrongly.add(
                        one.name + ": closed to those who are meant: " + narrower.text());
            }
        }

        /** Whether a service gets in for us, with all that it sends. */
        private static boolean intended(Case one, String letters) {
            for (int i = 0; i < letters.length(); i++) {
                Request request = one.requests.get(i);
                if (letters.charAt(i) == 'y'
                        && Outsiders.OWN.equals(request.context().get("aws:sourceaccount"))) {
                    return true;
                }
            }
            return false;
        }

        private static Who most(Analysis analysis) {
            Who most = Who.FINE;
            for (Grant grant : analysis.grants()) {
                most = most.or(grant.atMost());
            }
            return most;
        }

        void assertGood() {
            assertThat(unsound).as("seed %d", SEED).isEqualTo(List.of());
            assertThat(narrowedWrongly).as("seed %d", SEED).isEqualTo(List.of());
            assertThat(allowed).as("of %d requests", requests).isGreaterThan(requests / 20);
            // The simulator knows no date, no private address and nobody who signs in elsewhere,
            // and
            // of what is by chance, conditions together may leave no one.
            assertThat(imprecise.size()).as("%s", imprecise).isLessThan(certain / 2);
        }

        void write() throws IOException {
            Path page = Path.of("target/proof/oracle.md");
            Files.createDirectories(page.getParent());
            Files.writeString(
                    page,
                    """
                    Policies held against @cloud-copilot/iam-simulate: %,d policies, %,d requests from outside (%,d of them allowed, \
                    %,d that it refuses to answer). Allowed where we say less: %d. Of %,d policies that somebody would write and \
                    that are said to be open, %,d without a witness among those requests. Narrowed: %,d, of which wider, not closed or closed to those who are meant: %d.
                    """
                            .formatted(
                                    policies,
                                    requests,
                                    allowed,
                                    refused,
                                    unsound.size(),
                                    certain,
                                    imprecise.size(),
                                    narrowed,
                                    narrowedWrongly.size()));
        }
    }
}
