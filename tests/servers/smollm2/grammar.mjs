// A JSON schema as a grammar (GBNF) by which the model writes. So small a model neither ends a text by itself nor cites
// with care, so it is held shorter than the schema holds it: a string is one sentence, a list has few entries.

const NEVER = '.!?"\\\\\\[\\]{}<>\\x00-\\x1f\\x7f'; // within a sentence: other stops, escapes, brackets that it plays with
const RULES = {
    string: '"\\"" ( first ( inner | number inner ){0,240} number? [.!?]? )? "\\""',
    first: "[A-Z\\x80-\\U0010ffff]", // not the "1." with which it would begin each
    inner: `[^0-9${NEVER}]`,
    number: '[0-9]{1,9} ( "." [0-9]{1,3} )?',
    integer: "[1-5]",
    boolean: '"true" | "false"',
};

const literal = (value) => JSON.stringify(JSON.stringify(value)); // GBNF quotes as JSON does

/** The grammar of a schema of objects with all their properties, arrays, strings, integers, booleans and enums. */
export function grammar(schema) {
    const rules = Object.entries(RULES).map(([name, rule]) => `${name} ::= ${rule}`);
    return [`root ::= ${written(schema)}`, ...rules, ""].join("\n");
}

function written(schema) {
    if (Array.isArray(schema?.enum)) return `( ${schema.enum.map(literal).join(" | ")} )`;
    if (["string", "integer", "boolean"].includes(schema?.type)) return schema.type;
    if (schema?.type === "array") {
        const item = written(schema.items);
        const more = item === "integer" ? 0 : 2; // of numbers it would count all that there are
        return `( "[" ( ${item} ( ", " ${item} ){0,${more}} )? "]" )`;
    }
    if (schema?.type === "object") {
        const parts = Object.entries(schema.properties ?? {}).map(([name, of]) => `${literal(name)} ": " ${written(of)}`);
        return `( "{" ${parts.join(' ", " ')} "}" )`;
    }
    throw new TypeError(`no grammar for ${JSON.stringify(schema)}`);
}
