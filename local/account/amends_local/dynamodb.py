"""DynamoDB: LocalStack's provider in front of Amazon's own DynamoDB Local, started from jars of Maven Central."""

import os

from localstack.runtime import hooks

from amends_local import config


@hooks.on_infra_start()
def amends_dynamodb():
    from localstack.services.dynamodb.packages import DynamoDBLocalPackageInstaller
    from localstack.services.dynamodb.server import DynamodbServer

    DynamoDBLocalPackageInstaller.install = lambda self, *args, **kwargs: None
    DynamoDBLocalPackageInstaller.get_java_env_vars = lambda self: {
        "JAVA_HOME": str(config.java_home()),
        "PATH": f"{config.java_home()}/bin:{os.environ['PATH']}",
    }
    DynamodbServer._create_shell_command = command
    keep_signatures()


def command(server) -> list[str]:
    jars = config.jars("dynamodb")
    return [
        str(config.java_home() / "bin" / "java"),
        f"-Xmx{server.heap_size}",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        f"-Djava.library.path={jars}",
        f"-Dsqlite4java.library.path={jars}",
        "-cp",
        f"{jars}/*",
        "software.amazon.dynamodb.services.local.main.ServerRunner",
        "-port",
        str(server.port),
        "-inMemory",
    ]


def keep_signatures():
    """Some calls are passed on with other credentials in the caller's own headers: afterwards nobody knew who called."""
    from localstack.services.dynamodb.provider import DynamoDBProvider
    from localstack.utils.patch import patch

    @patch(DynamoDBProvider.forward_request)
    def forward_request(original, self, context, service_request=None):
        signed = context.request.headers.get("Authorization")
        try:
            return original(self, context, service_request)
        finally:
            if signed:
                context.request.headers["Authorization"] = signed


@hooks.on_infra_shutdown()
def amends_stop_dynamodb():
    from localstack.services.dynamodb.server import DynamodbServer

    server = DynamodbServer.get()
    if server.is_running():
        server.stop_dynamodb()
