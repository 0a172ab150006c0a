package dev.amends.core.lambda;

/**
 * An answer that was written beforehand.
 *
 * @param error the error's name as REST APIs give it in a header; empty when it is none
 */
record Canned(int status, String type, String error, String body) {

    static Canned json(int status, String body) {
        return new Canned(status, "application/x-amz-json-1.0", "", body);
    }

    static Canned xml(int status, String body) {
        return new Canned(status, "text/xml", "", body);
    }

    /**
     * An error of a REST API.
     *
     * @param s3 its name in S3, which speaks XML
     * @param type its name elsewhere: there the header counts, and a body that is no JSON does not
     */
    static Canned rest(int status, String s3, String type) {
        return new Canned(
                status,
                "application/xml",
                type,
                "<Error><Code>%s</Code><Message>primed</Message></Error>".formatted(s3));
    }

    /** How an operation is called. */
    enum Protocol {
        /** An AWS service with a header that names the operation. */
        JSON,
        /** An AWS service with a form that names it. */
        QUERY,
        /** A REST API of AWS: the path's last part, or a query parameter without a value. */
        REST,
        /** Slack: the path's last part names it. */
        SLACK
    }

    /** A call of an operation. */
    record Call(Protocol protocol, String operation) {

        /**
         * Reads it off a request.
         *
         * @param target the header that names an operation; empty when there is none
         */
        static Call of(String path, String target, String body) {
            if (!target.isEmpty()) {
                return new Call(Protocol.JSON, target.substring(target.lastIndexOf('.') + 1));
            }
            if (body.startsWith("Action=")) {
                int end = body.indexOf('&');
                return new Call(Protocol.QUERY, body.substring(7, end < 0 ? body.length() : end));
            }
            // S3 is asked for a part of a bucket, GET /bucket?policy; others for a page of a list,
            // GET /restapis?limit=500.
            String[] halves = path.split("\\?", 2);
            String[] first =
                    halves.length < 2 ? new String[0] : halves[1].split("&", 2)[0].split("=", 2);
            boolean names = first.length == 1 || (first.length == 2 && first[1].isEmpty());
            String part = names ? first[0] : halves[0].substring(halves[0].lastIndexOf('/') + 1);
            return new Call(path.startsWith("/api/") ? Protocol.SLACK : Protocol.REST, part);
        }
    }
}
