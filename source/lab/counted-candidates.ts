import type {Card} from '../catalog/write-card.ts';
import {findStatements} from '../database/find-statements.ts';
import {quoteForReader} from '../database/quote-identifier.ts';
import type {CountedStatement} from '../database/read-counted-statements.ts';
import {PlanflipError} from '../errors.ts';
import {writesWords} from '../harvest/card-of.ts';
import {Harvester} from '../harvest/harvester.ts';
import {seeCounted} from '../harvest/see-counted.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {Bench} from './bench.ts';
import type {CatalogDraft} from './catalog-draft.ts';

/** A statement that may become a card. */
export interface Candidate extends Pick<Card, 'why' | 'frequency' | 'load' | 'indexes'> {
	readonly sql: string;
	/** null: its own tables and columns make one. */
	readonly title: string | null;
	/** Finds a value for `$1` where the text does not tell. */
	readonly sample: string | null;
	/** There is none, as what it would find is called like a secret. */
	readonly withheld?: true;
}

export interface Counted extends Pick<CatalogDraft, 'passedOver' | 'notes'> {
	/** The dearest first, each of its shape once. */
	readonly candidates: readonly Candidate[];
}

/** Reads what pg_stat_statements counted; rejects with a letter where it does not answer. */
export type Statements = () => Promise<readonly CountedStatement[]>;

/** What pg_stat_statements counted of the application's, added up where users or settings keep a statement apart; or why there is nothing. */
export async function countedCandidates({session, facts}: Pick<Bench, 'session' | 'facts'>, statements: Statements, parser: SqlParser, date: Date): Promise<Counted> {
	const found = await findStatements(session);
	const counted = found.kind === 'absent' ? `${found.reason} (${found.remedy})` : await statements().catch((error: unknown) => reasonFor(error));
	if (typeof counted === 'string') {
		return {candidates: [], passedOver: [], notes: [`What is really run is not known: ${counted}. The queries were made from the tables instead.`]};
	}

	const {candidates, passedOver} = sorted(counted, parser, date);
	return {
		candidates,
		passedOver,
		notes: [
			...(found.kind === 'there' && found.hidden ? [`Only the statements of ${facts.user} are seen: GRANT pg_read_all_stats TO ${quoteForReader(facts.user)}; shows those of all users.`] : []),
			...(candidates.length === 0 ? ['pg_stat_statements has counted no statement of an application in this database. The queries were made from the tables instead.'] : []),
		],
	};
}

function sorted(counted: readonly CountedStatement[], parser: SqlParser, date: Date): Pick<Counted, 'candidates' | 'passedOver'> {
	const harvester = new Harvester(parser);
	seeCounted(harvester, counted);
	return {
		candidates: harvester.harvest().map(({sql, load, writes}): Candidate => ({
			sql, title: null, sample: null, indexes: [], frequency: null, why: `From pg_stat_statements, ${date.toISOString().slice(0, 10)}.${writes ? ` ${writesWords}` : ''}`, ...(load === null ? {} : {load}),
		})),
		passedOver: harvester.leftOut.list(),
	};
}

/** An extension that does not answer leaves the tables to ask. */
function reasonFor(error: unknown): string {
	if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled' || error.kind === 'bug') {
		throw error;
	}

	return error.message.replace(/\.$/, '');
}
