import type {Column, Contained} from './condition.ts';

interface Lookup {
	readonly operators: readonly string[];
	/** Of the value that the column is compared with. */
	readonly type: RegExp;
	readonly method: Contained['method'];
	readonly operatorClass: string | null;
}

const ranges = /range$/;
const shapes = /^(?:box|circle|polygon|point)$/;

/** Which access method answers which operator. jsonb_path_ops is smaller and faster than jsonb's own, but cannot look for keys. */
const lookups: readonly Lookup[] = [
	{operators: ['@>', '@?', '@@'], type: /^json(?:b|path)$/, method: 'gin', operatorClass: 'jsonb_path_ops'},
	{operators: ['@>', '&&', '<@'], type: /\[\]$/, method: 'gin', operatorClass: null},
	{operators: ['?', '?|', '?&'], type: /^(?:text|text\[\])$/, method: 'gin', operatorClass: null},
	{operators: ['@@'], type: /^tsquery$/, method: 'gin', operatorClass: null},
	{operators: ['@>', '&&', '<@'], type: ranges, method: 'gist', operatorClass: null},
	// A range that holds a single value.
	{operators: ['@>'], type: /^(?:integer|bigint|numeric|date|timestamp.*)$/, method: 'gist', operatorClass: null},
	{operators: ['<@', '&&', '~='], type: shapes, method: 'gist', operatorClass: null},
	{operators: ['<<', '<<=', '>>', '>>='], type: /^(?:inet|cidr)$/, method: 'gist', operatorClass: 'inet_ops'},
];

/** The type of a value as Postgres prints it: behind its last `::`, or what a bare one must be. */
export function typeOf(value: string): string {
	const bare = value.replace(/^\(+|\)+$/g, '');
	const cast = /::"?([a-z][a-z0-9_ ]*(?:\[\])?)"?$/.exec(bare)?.[1];
	if (cast !== undefined) {
		return cast;
	}

	return /^-?\d+$/.test(bare) ? 'integer' : (bare.startsWith('ARRAY[') ? '[]' : (/^\w*to_tsquery\(/.test(bare) ? 'tsquery' : ''));
}

/** What index could look up `column operator value`; null when none can, or the type is not told. */
export function readContained(column: Column, operator: string, value: string): Contained | null {
	const type = typeOf(value);
	const lookup = lookups.find(({operators, type: fits}) => operators.includes(operator) && fits.test(type));
	return lookup === undefined ? null : {column, method: lookup.method, operatorClass: lookup.operatorClass};
}
