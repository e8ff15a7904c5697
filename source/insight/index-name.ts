import type {Part} from './index-keys.ts';

/** NAMEDATALEN - 1: Postgres cuts longer names, in bytes. */
const longestName = 63;
const suffix = '_idx';

function bytesOf(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	return code < 0x80 ? 1 : (code < 0x8_00 ? 2 : (code < 0x1_00_00 ? 3 : 4));
}

/** As Postgres would call it, `orders_status_at_idx`; what a partial index is for comes behind. A name that is taken gets a number. */
export function indexName(table: string, columns: readonly string[], where: readonly Part[], taken: ReadonlySet<string>): string {
	const words = [table, ...columns, ...where.length > 0 ? ['where', ...new Set(where.map(({column}) => column.name))] : []].join('_');
	for (let number = 0; ; number++) {
		const end = `${suffix}${number === 0 ? '' : number}`;
		let room = longestName - end.length;
		let name = '';
		for (const character of words) {
			room -= bytesOf(character);
			if (room < 0) {
				break;
			}

			name += character;
		}

		if (!taken.has(name + end)) {
			return name + end;
		}
	}
}
