import {formatCount} from './quantity.ts';

/** `1 index`, `1,866 indexes`. */
export function many(count: number, one: string, more = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : more}`;
}
