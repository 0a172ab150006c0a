package dev.amends.core.change;

/** What somebody used to make a change; it decides how we stay out of each other's way. */
public enum Tool {
    CONSOLE("the console"),
    CLI("the AWS CLI"),
    SDK("an SDK"),
    TERRAFORM("Terraform"),
    CLOUDFORMATION("CloudFormation"),
    SAM("the SAM CLI"),
    CDK("the CDK"),
    LAMBDA("the Lambda service"),
    SERVICE("an AWS service"),
    OTHER("an API call");

    private final String label;

    Tool(String label) {
        this.label = label;
    }

    /** As it stands in a sentence after "through". */
    public String label() {
        return label;
    }
}
