import type {Measurement} from '../../experiment/measurement.ts';

/** Every EXPLAIN of a measurement, of statements and of the routes of operations; some are empty. */
export function explainsOf({statements, operations}: Pick<Measurement, 'statements' | 'operations'>): readonly string[] {
	const routes = operations.flatMap(({run}) => [run.chain, ...run.rewrites]);
	return [...statements.flatMap(({run, before}) => [run.run.explain, before?.run.explain ?? '']), ...routes.flatMap(({server}) => server.map(({explain}) => explain))];
}
