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
        /** Anything else: the path's last part names it, or its first query parameter. */
        SLACK
    }

    /** A call of an operation. */
    record Call(Protocol protocol, String operation) {

        boolean writesItems() {
            return operation.equals("PutItem") || operation.equals("UpdateItem");
        }

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
            // S3 is asked for a part of a bucket: GET /bucket?policy
            int query = path.indexOf('?');
            String part =
                    query < 0
                            ? path.substring(path.lastIndexOf('/') + 1)
                            : path.substring(query + 1).split("[=&]", 2)[0];
            return new Call(Protocol.SLACK, part);
        }
    }
}
