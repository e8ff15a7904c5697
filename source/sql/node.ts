import type {Node} from '@pgsql/types';

/** A node of a parse tree is an object of one key, its kind, which begins with a capital; what is within it has several, in small letters. */
export function isNode(value: object): value is Node {
	const [kind = '', ...others] = Object.keys(value);
	return others.length === 0 && /^[A-Z]/.test(kind);
}

/** The nearest nodes below a value of the tree, in the order of the tree. */
export function below(value: unknown): readonly Node[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}

	return Object.values(value).flatMap((part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part) && isNode(part) ? [part] : below(part));
}

/** The strings of a list: names of operators, functions, columns. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
	return (nodes ?? []).flatMap(node => 'String' in node && node.String.sval !== undefined ? [node.String.sval] : []);
}

/** The words of a dotted name, or of a list of names; null for one with a `*`. */
export function wordsOf(fields: readonly Node[] | undefined): readonly string[] | null {
	const words = (fields ?? []).map(field => 'String' in field ? field.String.sval ?? '' : null);
	const named = words.filter(word => word !== null);
	return named.length === words.length ? named : null;
}
