// OpenAI's chat completions around one small model on this machine, for `make model-test`. It is told the folder of its
// node_modules and the file of the model: node server.mjs FOLDER FILE [PORT]. Once it is ready it prints its address; it
// ends with its stdin, so that it never outlives who started it. One thread, and one request at a time.
import {createServer} from "node:http";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {grammar} from "./grammar.mjs";

const [folder, file, port = "0"] = process.argv.slice(2);
const {getLlama, LlamaChatSession} = await import(pathToFileURL(path.resolve(folder, "node-llama-cpp/dist/index.js")));
const CONTEXT = 8192; // tokens; the model was trained on as many
const LONGEST = 1_000_000; // bytes of a request
const NAME = path.basename(file, ".gguf");

const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: 1, logLevel: "error"});
const model = await llama.loadModel({modelPath: path.resolve(file), gpuLayers: 0});
const context = await model.createContext({contextSize: CONTEXT, threads: 1});
const sequence = context.getSequence();

class Refused extends Error {
    constructor(status, message, code = null) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

function text(message) {
    if (typeof message?.content !== "string") throw new Refused(400, "messages: each needs a text as its content");
    return message.content;
}

function shaped(schema) {
    try {
        return grammar(schema);
    } catch (error) {
        throw new Refused(400, `response_format: ${error.message}`);
    }
}

function asked(body) {
    const roles = Array.isArray(body?.messages) ? body.messages.map((m) => m?.role).join(" ") : "";
    if (!["system user", "user"].includes(roles)) throw new Refused(400, "messages: one system, one user, no more");
    const format = body.response_format ?? {type: "text"};
    if (!["text", "json_schema"].includes(format.type)) throw new Refused(400, "response_format: text or json_schema");
    const most = body.max_tokens ?? body.max_completion_tokens ?? 1000;
    if (!Number.isInteger(most) || most < 1) throw new Refused(400, "max_tokens: a whole number above 0");
    return {
        user: text(body.messages.at(-1)),
        system: roles === "user" ? undefined : text(body.messages[0]),
        grammar: format.type === "json_schema" ? shaped(format.json_schema?.schema) : undefined,
        most,
        temperature: body.temperature ?? 0,
        stream: body.stream === true,
        counted: body.stream !== true || body.stream_options?.include_usage === true,
    };
}

async function generate(request, grown, signal) {
    const session = new LlamaChatSession({contextSequence: sequence, systemPrompt: request.system});
    try {
        const history = [...session.getChatHistory(), {type: "user", text: request.user}, {type: "model", response: []}];
        const {contextText} = session.chatWrapper.generateContextState({chatHistory: history});
        const prompt = contextText.tokenize(model.tokenizer).length;
        if (prompt + request.most > CONTEXT) {
            const what = `the context length is ${CONTEXT} tokens; the prompt has ${prompt}, the reply ${request.most}`;
            throw new Refused(400, what, "context_length_exceeded");
        }
        let completion = 0;
        const {responseText, stopReason} = await session.promptWithMeta(request.user, {
            grammar: request.grammar && (await llama.createGrammar({grammar: request.grammar})),
            maxTokens: request.most,
            temperature: request.temperature,
            repeatPenalty: false,
            seed: 1,
            signal,
            onToken: (tokens) => (completion += tokens.length),
            onTextChunk: grown,
        });
        const usage = {prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion};
        return {content: responseText.trim(), finish: stopReason === "maxTokens" ? "length" : "stop", usage};
    } finally {
        session.dispose({disposeSequence: false});
    }
}

let before = Promise.resolve();
function inTurn(work) {
    const turn = before.then(work);
    before = turn.catch(() => {});
    return turn;
}

async function read(incoming) {
    const parts = [];
    let size = 0;
    for await (const part of incoming) {
        size += part.length;
        if (size > LONGEST) throw new Refused(413, "the request is too long");
        parts.push(part);
    }
    try {
        return JSON.parse(Buffer.concat(parts).toString("utf8"));
    } catch {
        throw new Refused(400, "the request is no JSON");
    }
}

async function complete(incoming, reply) {
    const request = asked(await read(incoming));
    const gone = new AbortController();
    reply.on("close", () => gone.abort());
    const id = `chatcmpl-${process.pid}-${Date.now()}`;
    const head = {id, created: Math.floor(Date.now() / 1000), model: NAME};
    const event = (data) => reply.write(`data: ${JSON.stringify(data)}\n\n`);
    const piece = (delta, finish_reason = null) =>
        event({...head, object: "chat.completion.chunk", choices: [{index: 0, delta, finish_reason}]});
    const grown = (more) => {
        if (!reply.headersSent) {
            reply.writeHead(200, {"Content-Type": "text/event-stream"});
            piece({role: "assistant", content: ""});
        }
        piece({content: more});
    };
    const {content, finish, usage} = await inTurn(() => {
        gone.signal.throwIfAborted();
        return generate(request, request.stream ? grown : undefined, gone.signal);
    });
    if (!request.stream) {
        const message = {role: "assistant", content, refusal: null};
        send(reply, 200, {
            ...head, object: "chat.completion", choices: [{index: 0, message, finish_reason: finish}], usage,
        });
        return;
    }
    if (!reply.headersSent) grown("");
    piece({}, finish);
    if (request.counted) event({...head, object: "chat.completion.chunk", choices: [], usage});
    reply.end("data: [DONE]\n\n");
}

function send(reply, status, value) {
    reply.writeHead(status, {"Content-Type": "application/json"});
    reply.end(JSON.stringify(value));
}

const server = createServer(async (incoming, reply) => {
    try {
        const route = `${incoming.method} ${incoming.url}`;
        if (route === "POST /v1/chat/completions") await complete(incoming, reply);
        else if (route === "GET /v1/models") send(reply, 200, {object: "list", data: [{id: NAME, object: "model"}]});
        else throw new Refused(404, `no ${route} here`);
    } catch (error) {
        if (reply.headersSent || reply.destroyed) reply.destroy(); // who asked has gone, or sees that the reply is cut
        else send(reply, error.status ?? 500, {error: {message: error.message, type: "error", code: error.code ?? null}});
    }
});
server.listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/v1`));
process.stdin.on("end", () => process.exit(0)).resume();
