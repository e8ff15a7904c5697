import type {Card} from '../catalog/write-card.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import {readTopStatements} from '../database/read-top-statements.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {Bench} from './bench.ts';
import type {CatalogDraft} from './catalog-draft.ts';
import {reasonOf} from './reason-of.ts';

/** A statement that may become a card. */
export interface Candidate extends Pick<Card, 'why' | 'frequency' | 'load' | 'indexes'> {
	readonly sql: string;
	/** null: its own tables and columns make one. */
	readonly title: string | null;
	/** Finds a value for `$1` where the text does not tell. */
	readonly sample: string | null;
}

export interface Counted extends Pick<CatalogDraft, 'leftOut' | 'notes'> {
	/** The dearest first, each of its shape once. */
	readonly candidates: readonly Candidate[];
}

/** What pg_stat_statements counted, added up where users or settings keep a statement apart; or why there is nothing. */
export async function countedCandidates({session, facts}: Pick<Bench, 'session' | 'facts'>, parser: SqlParser, top: number, date: Date): Promise<Counted> {
	// Some of them cannot be taken: those of the system catalogue, of tables that are gone, and the like.
	const counted = await readTopStatements(session, top * 5);
	if (counted.kind === 'absent') {
		return {candidates: [], leftOut: [], notes: [`What is really run is not known: ${counted.reason} (${counted.remedy}). The queries were made from the tables instead.`]};
	}

	const leftOut: Array<CatalogDraft['leftOut'][number]> = [];
	const byShape = new Map<string, Candidate & {readonly load: NonNullable<Card['load']>}>();
	for (const {sql, calls, totalMs} of counted.statements) {
		try {
			const shape = parser.fingerprint(sql);
			const before = byShape.get(shape)?.load;
			byShape.set(shape, {
				sql, title: null, sample: null, indexes: [], frequency: null,
				why: `From pg_stat_statements, ${date.toISOString().slice(0, 10)}.`,
				load: {calls: calls + (before?.calls ?? 0), totalMs: totalMs + (before?.totalMs ?? 0)},
			});
		} catch (error) {
			leftOut.push({what: sql, why: reasonOf(error)});
		}
	}

	const candidates = [...byShape.values()].sort((a, b) => (b.load.totalMs ?? 0) - (a.load.totalMs ?? 0));
	return {
		candidates,
		leftOut,
		notes: [
			...(counted.hidden ? [`Only the statements of ${facts.user} are seen: GRANT pg_read_all_stats TO ${quoteIdentifier(facts.user)}; shows those of all users.`] : []),
			...(candidates.length === 0 ? ['pg_stat_statements has counted no statement of this database that can be planned. The queries were made from the tables instead.'] : []),
		],
	};
}
