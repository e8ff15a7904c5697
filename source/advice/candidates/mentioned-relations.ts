import type {Node} from '@pgsql/types';

/** The names of all tables and views that a statement mentions, wherever; those of its WITH queries are among them. */
export function mentionedRelations(statement: Node): ReadonlySet<string> {
	const names = new Set<string>();
	const collect = (part: unknown): void => {
		if (typeof part !== 'object' || part === null) {
			return;
		}

		for (const [key, value] of Object.entries(part)) {
			if (key === 'relname' && typeof value === 'string') {
				names.add(value);
			} else {
				collect(value);
			}
		}
	};

	collect(statement);
	return names;
}
