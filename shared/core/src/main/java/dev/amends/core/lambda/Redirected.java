package dev.amends.core.lambda;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Sends everything to one port of this machine, whatever address it is for. */
final class Redirected implements SdkHttpClient {
    private final SdkHttpClient http;
    private final int port;

    Redirected(SdkHttpClient http, int port) {
        this.http = http;
        this.port = port;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder here =
                HttpExecuteRequest.builder()
                        .request(
                                request.httpRequest().toBuilder()
                                        .protocol("http")
                                        .host("127.0.0.1")
                                        .port(port)
                                        .build());
        request.contentStreamProvider().ifPresent(here::contentStreamProvider);
        return http.prepareRequest(here.build());
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
