package dev.amends.core.lambda;

/** An answer that was written beforehand. */
record Canned(int status, String type, String body) {

    static Canned json(int status, String body) {
        return new Canned(status, "application/x-amz-json-1.0", body);
    }

    static Canned xml(int status, String body) {
        return new Canned(status, "text/xml", body);
    }

    /** How an operation is called. */
    enum Protocol {
        /** An AWS service with a header that names the operation. */
        JSON,
        /** An AWS service with a form that names it. */
        QUERY,
        /** Anything else: the path's last part names it, or a query parameter without a value. */
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
            return new Call(Protocol.SLACK, part);
        }
    }
}
