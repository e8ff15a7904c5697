import type {WriteColumn} from '../database/write-facts.ts';
import type {UniverseIndex} from './index-universe.ts';

/**
 * Whether an index has anything to do with a column, be it through an expression, its predicate or a generated column: changing it is no HOT
 * update then. Word by word, so rather too often than too seldom: a word of an expression may be a function's.
 */
export function indexMentions({columns, include, predicate}: Pick<UniverseIndex, 'columns' | 'include' | 'predicate'>, name: string, all: readonly WriteColumn[] = []): boolean {
	const texts = [...columns, ...include, predicate ?? ''];
	const names = [name, ...all.flatMap(column => column.generated !== null && mentions(column.generated, name) ? [column.name] : [])];
	return texts.some(text => names.some(each => mentions(text, each)));
}

function mentions(text: string, name: string): boolean {
	const wanted = words(name);
	return wanted === '  ' ? text.includes(name) : words(text).includes(wanted);
}

function words(text: string): string {
	return ` ${text.toLowerCase().split(/[^\p{L}\p{N}_$]+/u).filter(word => word !== '').join(' ')} `;
}
