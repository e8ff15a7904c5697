import type {StatementKind} from '../sql/statement-kind.ts';
import type {DescribedStatement} from './describe-statement.ts';

/** More names than these make no title. */
const mostNames = 3;

/** A title for a statement that nobody has named: what it reads or changes, and what it is asked by. `film, payment by customer, paid_at_from`. */
export function titleStatement(kind: StatementKind, {relations, parameters}: Pick<DescribedStatement, 'relations' | 'parameters'>): string {
	const tables = relations.map(({asked}) => asked.name);
	const asked = parameters.map(({name}) => name).filter(name => !/^(?:limit|offset|field|value_\d+)(?:_\d+)?$/.test(name));
	return [
		...(kind === 'select' ? [] : [kind]),
		few(tables),
		...(asked.length === 0 ? [] : [`by ${few(asked)}`]),
	].join(' ');
}

function few(names: readonly string[]): string {
	return names.length > mostNames ? `${names.slice(0, mostNames).join(', ')} and more` : names.join(', ');
}
