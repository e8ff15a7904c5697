import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogProblem} from '../catalog/catalog-problem.ts';
import {many} from '../text/many.ts';
import {sanitise} from '../text/plain.ts';

/** `planflip check`: a problem, where and what to do about it; the count in the last line. */
export function checkText({entries, operations, indexes}: Catalog, problems: readonly CatalogProblem[], planned: boolean): string {
	const count = (severity: CatalogProblem['severity']) => problems.filter(problem => problem.severity === severity).length;
	return [
		...problems.flatMap(({severity, where, message, hint}) => [sanitise(`${where}: ${severity}: ${message}`), ...(hint === null ? [] : hint.split('\n').map(line => `    ${sanitise(line)}`))]),
		`${many(entries.length, 'query', 'queries')}, ${many(operations.length, 'operation')}, ${many(indexes.length, 'index', 'indexes')}: `
		+ `${many(count('error'), 'error')}, ${many(count('warning'), 'warning')}${planned ? '' : ' (nothing was planned)'}`,
	].join('\n');
}
