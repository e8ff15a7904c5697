import type {Json, JsonObject} from '../../source/plan/plan.ts';

/** Groups have their kind for a tag, where JSON has their label. */
const kinds: Readonly<Record<string, string>> = {
	'Full-sort Groups': 'Incremental-Sort-Groups',
	'Pre-sorted Groups': 'Incremental-Sort-Groups',
	'Sort Space Memory': 'Sort-Space',
	'Sort Space Disk': 'Sort-Space',
};
const members: Readonly<Record<string, string>> = {
	Plans: 'Plan',
	Workers: 'Worker',
	Triggers: 'Trigger',
	'Target Tables': 'Target-Table',
	'Grouping Sets': 'Grouping-Set',
	'Group Keys': 'Group-Key',
	'Hash Keys': 'Hash-Key',
};

const tagOf = (key: string) => kinds[key] ?? key.replace(/[^\w.-]/g, '-');
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#x0d;');

function element(tag: string, key: string, value: Json, indent: string): string[] {
	const inner = `${indent}  `;
	const around = (content: readonly string[]) => [`${indent}<${tag}>`, ...content, `${indent}</${tag}>`];
	if (Array.isArray(value)) {
		const member = members[key];
		return around((value as readonly Json[]).flatMap(entry => member === undefined
			? [`${inner}<Item>${escape(String(entry as string))}</Item>`]
			: element(member, '', entry, inner)));
	}

	return typeof value === 'object' && value !== null
		? around(Object.entries(value as JsonObject).flatMap(([name, entry]) => element(tagOf(name), name, entry, inner)))
		: [`${indent}<${tag}>${escape(String(value))}</${tag}>`];
}

/** What EXPLAIN (FORMAT XML) would have printed in place of this JSON. */
export function printXml(raw: JsonObject): string {
	return ['<explain xmlns="http://www.postgresql.org/2009/explain">', ...element('Query', '', raw, '  '), '</explain>'].join('\n');
}
