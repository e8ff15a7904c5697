import type {Json, JsonObject} from '../../source/plan/plan.ts';

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists within lists are in brackets (ExplainPropertyListNested). */
const item = (value: Json) => Array.isArray(value) ? `[${value.map(text => JSON.stringify(text)).join(', ')}]` : JSON.stringify(value);

function lines(object: JsonObject, indent: string): string[] {
	return Object.entries(object).flatMap(([key, value]): string[] => {
		if (isObject(value)) {
			return [`${indent}${key}: `, ...lines(value, `${indent}  `)];
		}

		if (!Array.isArray(value)) {
			return [`${indent}${key}: ${JSON.stringify(value)}`];
		}

		return [`${indent}${key}: `, ...(value as readonly Json[]).flatMap(element => isObject(element)
			? lines(element, `${indent}    `).map((line, index) => index === 0 ? `${indent}  - ${line.trimStart()}` : line)
			: [`${indent}  - ${item(element)}`])];
	});
}

/** What EXPLAIN (FORMAT YAML) would have printed in place of this JSON. */
export function printYaml(raw: JsonObject): string {
	return lines(raw, '  ').map((line, index) => index === 0 ? `- ${line.trimStart()}` : line).join('\n');
}
