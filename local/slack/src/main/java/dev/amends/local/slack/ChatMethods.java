package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.amends.local.slack.Channels.Channel;
import dev.amends.local.slack.Ephemerals.Ephemeral;
import java.util.function.Supplier;

/** The methods of the Web API that write and point to messages. */
final class ChatMethods {

    private final Workspace workspace;
    private final Channels channels;
    private final Messages messages;
    private final Supplier<String> address;

    ChatMethods(Workspace workspace, Supplier<String> address) {
        this.workspace = workspace;
        this.channels = workspace.channels();
        this.messages = workspace.messages();
        this.address = address;
    }

    Answer post(Call call) {
        Channel channel = channels.find(call.string("channel")).orElseThrow(ChatMethods::noChannel);
        Content content = Content.of(call.arguments(), Content.MAX_TEXT);
        String thread = thread(call, channel);
        WebApi.checkPace(workspace.pace(), "chat.postMessage " + channel.id(), Pace.POST);
        ArrayNode blocks = content.blocksOrNone();
        Message message =
                messages.add(channel.id(), thread, WebApi.BOT_USER, content.text(), blocks);
        Answer answer = Answer.ok();
        answer.body()
                .put("channel", channel.id())
                .put("ts", message.ts())
                .set("message", message.toSlack());
        return answer;
    }

    Answer update(Call call) {
        Channel channel =
                channels.withId(call.string("channel")).orElseThrow(ChatMethods::noChannel);
        Message message =
                messages.find(channel.id(), call.string("ts")).orElseThrow(ChatMethods::noMessage);
        if (!message.bot()) {
            throw new Refused("cant_update_message");
        }
        Content content = Content.of(call.arguments(), Content.MAX_UPDATED_TEXT);
        WebApi.checkPace(workspace.pace(), "chat.update", Pace.UPDATE);
        Message changed = messages.change(message, content).orElseThrow(ChatMethods::noMessage);
        Answer answer = Answer.ok();
        answer.body()
                .put("channel", channel.id())
                .put("ts", changed.ts())
                .put("text", changed.text())
                .set("message", changed.toSlack());
        return answer;
    }

    Answer ephemeral(Call call) {
        Channel channel = channels.find(call.string("channel")).orElseThrow(ChatMethods::noChannel);
        String user = WebApi.required(call, "user");
        if (workspace.people().withId(user).isEmpty()) {
            throw new Refused("user_not_in_channel");
        }
        Content content = Content.of(call.arguments(), Content.MAX_TEXT);
        Ephemeral ephemeral =
                workspace
                        .ephemerals()
                        .add(
                                channel.id(),
                                user,
                                thread(call, channel),
                                content.text(),
                                content.blocksOrNone());
        Answer answer = Answer.ok();
        answer.body().put("message_ts", ephemeral.ts());
        return answer;
    }

    /** Slack's form of address, but of this workspace: the link opens the page at the message. */
    Answer permalink(Call call) {
        Channel channel =
                channels.withId(WebApi.required(call, "channel"))
                        .orElseThrow(ChatMethods::noChannel);
        Message message =
                messages.find(channel.id(), WebApi.required(call, "message_ts"))
                        .orElseThrow(ChatMethods::noMessage);
        String thread =
                message.threadTs().isEmpty()
                        ? ""
                        : "?thread_ts=" + message.threadTs() + "&cid=" + channel.id();
        Answer answer = Answer.ok();
        answer.body()
                .put("channel", channel.id())
                .put(
                        "permalink",
                        address.get()
                                + "archives/"
                                + channel.id()
                                + "/p"
                                + message.ts().replace(".", "")
                                + thread);
        return answer;
    }

    private String thread(Call call, Channel channel) {
        String ts = call.string("thread_ts");
        return ts.isEmpty() ? "" : messages.thread(channel.id(), ts);
    }

    private static Refused noChannel() {
        return new Refused("channel_not_found");
    }

    private static Refused noMessage() {
        return new Refused("message_not_found");
    }
}
