import type {Parameter} from '../catalog/catalog-entry.ts';
import {isSecret, keepsSecret} from '../sql/is-secret.ts';
import {liftConstants} from '../sql/lift-constants.ts';
import {mendNormalised} from '../sql/mend-normalised.ts';
import {parameterUses} from '../sql/parameter-uses.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import {nameParameters} from '../workload/name-parameters.ts';
import type {Literal} from './sighting.ts';

/** A value that is longer than this says nothing to a reader. */
const longestLiteral = 2000;

/** A statement and the values of one execution, as a card and a run can have them. */
export interface Draft {
	readonly sql: string;
	/** The n-th is `$n`. */
	readonly parameters: readonly DraftParameter[];
	/** What looks like a secret stands in the text still, where no `$n` can. */
	readonly keepsSecret: boolean;
}

export interface DraftParameter extends Pick<Parameter, 'name'> {
	/** SQL; null where nobody knows it, or it is not to be known. */
	readonly literal: Literal | null;
	/** Let go: what it stands against or looks like is a password, a token and the like. */
	readonly withheld: boolean;
}

/**
 * Lifts the constants out of a statement and gives each `$n` a name and the value that it had. Values that look like secrets are left
 * behind, as are those that an INSERT without a list of columns writes, of which nobody knows what they are.
 * @throws PlanflipError input, for what is no SQL.
 */
export function draft(parser: SqlParser, text: string, values: ReadonlyArray<Literal | null>): Draft {
	const lifted = liftConstants(parser, text);
	const sql = mendNormalised(parser, lifted.sql, 180_000);
	const tree = parser.parse(sql);
	const uses = parameterUses(tree, () => null);
	const names = nameParameters(uses);
	const [statement] = tree.stmts ?? [];
	const blind = statement?.stmt !== undefined && 'InsertStmt' in statement.stmt && statement.stmt.InsertStmt.cols === undefined;
	return {
		sql,
		keepsSecret: lifted.secretLeft || keepsSecret(parser, sql),
		parameters: uses.map(({position, use}, at): DraftParameter => {
			const name = names[at] ?? `value_${position}`;
			const constant = lifted.constants.find(lift => lift.position === position) ?? null;
			const known = constant?.literal ?? values[lifted.moved.indexOf(position)] ?? null;
			const withheld = known !== null && (constant?.secret === true || isSecret(name, known) || (blind && use.kind === 'unknown' && known.endsWith('\'')));
			return {name, literal: withheld || known === null || known.length > longestLiteral ? null : known, withheld};
		}),
	};
}
