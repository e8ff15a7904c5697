import type {Line} from '../view/line.ts';
import type {Block, Section} from './document.ts';

/** A section that is one list; with blocks only where there is something to list. */
export function listSection(id: string, title: string, items: readonly Line[]): Section {
	return {id, title, blocks: listBlocks(items)};
}

/** One list, or nothing where there is nothing to list. */
export function listBlocks(items: readonly Line[], ordered = false): readonly Block[] {
	return items.length === 0 ? [] : [{kind: 'list', items, ordered}];
}
