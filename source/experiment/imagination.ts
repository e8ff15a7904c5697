import type {HypopgFacts} from '../database/extension-facts.ts';
import type {Session} from '../database/session.ts';
import type {ImaginedIndex} from './imagined-index.ts';
import type {Switch} from './plan-switch.ts';

/** HypoPG in one session. What it was told is per connection and survives a ROLLBACK: it must be forgotten, always. */
export interface Imagination {
	/** Hides and imagines for the EXPLAINs that follow. */
	imagine(change: Pick<Switch, 'hide' | 'imagine'>): Promise<readonly ImaginedIndex[]>;
	/** Statements that make it as if nothing had been said, outside a transaction that failed. */
	readonly forgetSql: string;
}

export function imagination(session: Session, {schema, hides}: HypopgFacts): Imagination {
	const hypopg = schema ?? 'public';
	return {
		async imagine({hide, imagine}) {
			const oids = hide.flatMap(({oid}) => oid ?? []);
			if (oids.length > 0) {
				await session.script(oids.map(oid => `SELECT ${hypopg}.hypopg_hide_index(${oid})`).join('; '));
			}

			const indexes: ImaginedIndex[] = [];
			for (const {key, definition, columns} of imagine) {
				const [row = {}] = await session.query(`select indexname::text as name, ${hypopg}.hypopg_relation_size(indexrelid) as bytes from ${hypopg}.hypopg_create_index($1)`, [definition]);
				const {name, bytes} = row;
				indexes.push({key, alias: String(name), bytes: typeof bytes === 'number' ? bytes : null, blind: columns.some(column => column.includes('('))});
			}

			return indexes;
		},
		forgetSql: [...(hides ? [`SELECT ${hypopg}.hypopg_unhide_all_indexes()`] : []), `SELECT ${hypopg}.hypopg_reset()`].join('; '),
	};
}
