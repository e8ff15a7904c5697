import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogProblem} from '../catalog/catalog-problem.ts';
import {sanitise} from '../text/plain.ts';

/** `planflip check`: a problem, where and what to do about it; the count in the last line. */
export function checkText({entries, operations, indexes}: Catalog, problems: readonly CatalogProblem[], planned: boolean): string {
	const count = (severity: CatalogProblem['severity']) => problems.filter(problem => problem.severity === severity).length;
	return [
		...problems.flatMap(({severity, where, message, hint}) => [sanitise(`${where}: ${severity}: ${message}`), ...(hint === null ? [] : hint.split('\n').map(line => `    ${sanitise(line)}`))]),
		`${things(entries.length, 'query', 'queries')}, ${things(operations.length, 'operation', 'operations')}, ${things(indexes.length, 'index', 'indexes')}: `
		+ `${things(count('error'), 'error', 'errors')}, ${things(count('warning'), 'warning', 'warnings')}${planned ? '' : ' (nothing was planned)'}`,
	].join('\n');
}

function things(count: number, one: string, more: string): string {
	return `${count} ${count === 1 ? one : more}`;
}
