import type {Json} from './plan.ts';

/** JSON.parse is declared to return any; what it returns is Json by definition. */
function isJson(value: unknown): value is Json {
	return value !== undefined;
}

/** Throws a SyntaxError, as JSON.parse does. */
export function parseJson(text: string): Json {
	const value: unknown = JSON.parse(text);
	return isJson(value) ? value : null;
}
