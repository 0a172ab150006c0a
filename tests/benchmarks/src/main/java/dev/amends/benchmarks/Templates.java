package dev.amends.benchmarks;

import dev.amends.template.Given;
import dev.amends.template.Review;
import dev.amends.template.Rules;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.time.LocalDate;
import java.util.List;

/** Templates of any size, made of the resources that rules look at. */
final class Templates {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    /**
     * About 2 kB, so that 500 of them make a megabyte, which is the most that CloudFormation takes.
     */
    private static final String DESCRIPTION = "x".repeat(1_700);

    private Templates() {}

    /** A template of so many resources, a quarter of them each of one type. */
    static String yaml(int resources) {
        StringBuilder text =
                new StringBuilder(
                        "Parameters: { Env: { Type: String, Default: dev } }\nResources:\n");
        for (int i = 0; i < resources / 4; i++) {
            text.append(
                    """
                      Function%1$d:
                        Type: AWS::Lambda::Function
                        Properties:
                          Description: %2$s
                          Runtime: java25
                          Environment: { Variables: { ENV: !Ref Env, TABLE: !Sub "${Env}-orders-%1$d" } }
                      Logs%1$d:
                        Type: AWS::Logs::LogGroup
                        Properties:
                          LogGroupName: !Sub /aws/lambda/${Function%1$d}
                          RetentionInDays: 30
                          Tags: [{ Key: description, Value: %2$s }]
                      Permission%1$d:
                        Type: AWS::Lambda::Permission
                        Metadata: { Description: %2$s }
                        Properties:
                          FunctionName: !GetAtt Function%1$d.Arn
                          Action: lambda:InvokeFunction
                          Principal: events.amazonaws.com
                          SourceArn: !Sub arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/%1$d
                      Policy%1$d:
                        Type: AWS::S3::BucketPolicy
                        Metadata: { Description: %2$s }
                        Properties:
                          Bucket: bucket-%1$d
                          PolicyDocument:
                            Version: "2012-10-17"
                            Statement:
                              - Effect: Allow
                                Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }
                                Action: s3:*
                                Resource: [arn:aws:s3:::bucket-%1$d, arn:aws:s3:::bucket-%1$d/*]
                    """
                            .formatted(i, DESCRIPTION)
                            .indent(0));
        }
        return text.toString();
    }

    /** All of it: read, resolve, every rule. */
    static List<Violation> review(String text) throws UnreadableTemplate {
        return Rules.check(Review.of(TemplateReader.read(text, Given.NOTHING), TODAY));
    }
}
