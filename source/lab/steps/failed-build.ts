import {readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {errorLines, type ErrorKind, PlanflipError} from '../../errors.ts';
import type {IndexToBuild} from './index-to-build.ts';

/** An index that the server refused to build; those after it had their turn. */
export interface FailedBuild extends Pick<IndexToBuild, 'schema' | 'table' | 'name' | 'of'> {
	readonly kind: ErrorKind;
	readonly sqlState: string | null;
	/** What the server said and what to do. */
	readonly lines: readonly string[];
	/** Whether there is something INVALID of it now. */
	readonly invalid: boolean;
}

/** What the server said of one index; null for what would stop every other one, too: no connection, Ctrl-C, a bug. */
export async function failedBuild(session: Session, one: IndexToBuild, error: unknown): Promise<FailedBuild | null> {
	if (!(error instanceof PlanflipError) || (error.kind !== 'input' && error.kind !== 'permission')) {
		return null;
	}

	const {schema, table, name, of} = one;
	const now = await readIndexNow(session, schema, name);
	const invalid = now?.valid === false;
	return {schema, table, name, of, kind: error.kind, sqlState: error.sqlState ?? null, lines: [...errorLines(error), ...leftSentences(one, invalid)], invalid};
}

/** Why an index need not be begun after others failed; null when nothing speaks against it. */
export function whyNotBegun({of}: IndexToBuild, failed: readonly FailedBuild[]): string | null {
	// 53: disk or memory is used up, and each further build would fill it again before it fails.
	const exhausted = failed.find(({sqlState}) => sqlState?.startsWith('53') === true);
	if (exhausted !== undefined) {
		return `not begun: for ${exhausted.name} the server had not the room`;
	}

	const part = failed.find(one => one.of === of);
	return part === undefined ? null : part.name === of.name ? `not begun: it is a part of ${of.name}` : `not begun: ${of.name} is not valid before ${part.name} is built`;
}

function leftSentences({frame, attach, of}: IndexToBuild, invalid: boolean): readonly string[] {
	return [
		...(invalid && !frame ? ['It is left INVALID: Postgres does not use it, but every write maintains it, and what is UNIQUE refuses rows.'] : []),
		...(attach !== null ? [`${of.name} stays INVALID until each partition has its part.`] : []),
	];
}
