import {lexSql} from '../catalog/lex-sql.ts';
import {nameOfToken} from '../catalog/name-of-token.ts';
import {positionAt} from '../catalog/position-at.ts';
import {PlanflipError, type TextPosition} from '../errors.ts';
import type {UniverseIndex} from './index-universe.ts';

/** A proposed index that Postgres does not build: a column that is not there, a key that is not unique, a build that takes too long. */
export class IndexBuildError extends PlanflipError {
	readonly key: string;

	constructor(index: UniverseIndex, cause: PlanflipError) {
		// What ended by statement_timeout was a build, not the query: no time of the query is known by it.
		const position = cause.position ?? positionOfName(cause.message, index);
		const late = cause.sqlState === '57014';
		super(late ? 'permission' : cause.kind, {
			message: late ? `${index.key} cannot be built in the time that others may be made to wait` : `${index.key} cannot be built: ${cause.message}`,
			where: position === undefined ? index.definition : `column ${position.column} of ${index.definition}`,
			hint: late ? 'Try it where nobody else waits: the embedded database, or one marked --disposable.' : cause.hint,
			sqlState: late ? undefined : cause.sqlState,
			position,
			cause,
		});
		this.key = index.key;
	}
}

/** Of a column that does not exist Postgres says the name, not the position. */
function positionOfName(message: string, {definition}: UniverseIndex): TextPosition | undefined {
	const named = /"([^"]+)"/.exec(message)?.[1];
	const keys = definition.indexOf('(');
	const token = lexSql(definition, 'the statement').find(each => each.start > keys && /word|identifier/.test(each.kind) && nameOfToken(each) === named);
	return token === undefined ? undefined : positionAt(definition, token.start);
}
