"""The measuring behind tests/check-speed."""

import datetime
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT, RIVALS, ROUNDS = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
PAGE = ROOT / "docs/check.md"
BEGIN = "<!-- measured by tests/check-speed; do not edit -->\n"
END = "<!-- end of what is measured -->\n"
SIZES = (30, 500)

# Six resources of one small service; what the three tools find in it differs, and is not compared.
SERVICE = """\
  Queue{n}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${{AWS::StackName}}-orders-{n}"
      VisibilityTimeout: 180
      SqsManagedSseEnabled: true
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadLetters.Arn
        maxReceiveCount: 5
  Table{n}:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {{ AttributeName: pk, AttributeType: S }}
      KeySchema:
        - {{ AttributeName: pk, KeyType: HASH }}
      Tags:
        - {{ Key: stage, Value: !Ref Stage }}
  Bucket{n}:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      VersioningConfiguration: {{ Status: Enabled }}
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
  Logs{n}:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub "/aws/lambda/${{AWS::StackName}}-{n}"
      RetentionInDays: !If [Production, 365, 30]
  Role{n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {{ Service: lambda.amazonaws.com }}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [dynamodb:GetItem, dynamodb:PutItem]
                Resource: !GetAtt Table{n}.Arn
              - Effect: Allow
                Action: [s3:GetObject]
                Resource: !Sub "${{Bucket{n}.Arn}}/*"
              - Effect: Allow
                Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
                Resource: !GetAtt Queue{n}.Arn
  Function{n}:
    Type: AWS::Lambda::Function
    DependsOn: Logs{n}
    Properties:
      FunctionName: !Sub "${{AWS::StackName}}-{n}"
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt Role{n}.Arn
      MemorySize: 256
      Timeout: 30
      Environment:
        Variables:
          TABLE: !Ref Table{n}
          BUCKET: !Ref Bucket{n}
      Code:
        ZipFile: |
          def handler(event, context):
              return event
"""
KINDS = 6

HEAD = """\
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: { Type: String, Default: test, AllowedValues: [test, prod] }
Conditions:
  Production: !Equals [!Ref Stage, prod]
Resources:
  DeadLetters:
    Type: AWS::SQS::Queue
    Properties: { SqsManagedSseEnabled: true }
"""


def template(resources):
    """So many resources, the dead letters' queue counted."""
    blocks, text = (resources - 1) // KINDS, HEAD
    text += "".join(SERVICE.format(n=n) for n in range(blocks))
    for n in range(resources - 1 - blocks * KINDS):
        text += f"  Topic{n}:\n    Type: AWS::SNS::Topic\n    Properties: {{ KmsMasterKeyId: alias/aws/sns }}\n"
    return text


def measure(command, environment):
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    took = time.perf_counter() - began
    # Findings are no failure of the tool; a file that it could not read would be.
    if done.returncode not in (0, 1) and "cfn-lint" not in command[0]:
        sys.exit(f"{command[0]}: {done.stderr.decode(errors='replace')[-500:]}")
    return took


def version(tool):
    done = subprocess.run([RIVALS / "bin" / tool, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().split()[-1]


def run(folder):
    cached = folder / "cache"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cached), "NO_COLOR": "1"}
    times = {}
    for size in SIZES:
        file = folder / f"template-{size}.yaml"
        file.write_text(template(size))
        for _ in range(2):  # what fills caches counts for nobody: amends' class data, Python's bytecode
            for name, command in commands(file):
                measure(command, environment)
        for round_ in range(ROUNDS):
            fresh = folder / f"fresh-{size}-{round_}"
            first = {**environment, "XDG_CACHE_HOME": str(fresh)}
            for name, command in commands(file):
                if name == "amends":
                    times.setdefault(("amends, first start", size), []).append(measure(command, first))
                    shutil.rmtree(fresh, ignore_errors=True)
                times.setdefault((name, size), []).append(measure(command, environment))
            print(f"  {size} resources, round {round_ + 1} of {ROUNDS}", file=sys.stderr)
    return times


def commands(file):
    return (
        ("amends", [str(ROOT / "amends"), "check", str(file), "--fail-on", "never"]),
        ("cfn-lint", [str(RIVALS / "bin/cfn-lint"), str(file)]),
        (
            "checkov",
            [str(RIVALS / "bin/checkov"), "-f", str(file), "--framework", "cloudformation"]
            + ["--quiet", "--compact", "--skip-download"],
        ),
    )


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def page(times):
    medians = {key: statistics.median(values) for key, values in times.items()}
    best = {size: min(medians["cfn-lint", size], medians["checkov", size]) for size in SIZES}
    rows = [
        ("amends, first start", "`amends check`, very first start"),
        ("amends", "`amends check`, class data cached"),
        ("cfn-lint", f"cfn-lint {version('cfn-lint')}"),
        ("checkov", f"checkov {version('checkov')}"),
    ]
    today = datetime.date.today()
    lines = [
        f"Measured on {today}: {os.cpu_count()} cores of {processor()}, {platform.system()}; {ROUNDS} rounds in which the",
        "commands take turns. Seconds, median (least–most), of the whole process.\n",
        "| command | " + " | ".join(f"{size} resources | faster than the faster other" for size in SIZES) + " |",
        "|---" * (1 + 2 * len(SIZES)) + "|",
    ]
    for key, name in rows:
        cells = []
        for size in SIZES:
            values = times[key, size]
            cells.append(f"{medians[key, size]:.2f} ({min(values):.2f}–{max(values):.2f})")
            cells.append(f"{best[size] / medians[key, size]:.1f} ×" if key.startswith("amends") else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    met = all(
        best[size] >= 2 * medians["amends, first start", size] and best[size] >= 4 * medians["amends", size]
        for size in SIZES
    )
    return "\n".join(lines) + "\n", met


def main():
    with tempfile.TemporaryDirectory() as folder:
        text, met = page(run(pathlib.Path(folder)))
    print(text)
    if PAGE.exists() and BEGIN in (old := PAGE.read_text()):
        before, rest = old.split(BEGIN, 1)
        PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END, 1)[1])
    if not met:
        sys.exit("tests/check-speed: not twice as fast on the first start, or not four times with its cache")


main()
