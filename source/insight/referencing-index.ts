import {type IndexIdea, ideaFor} from './propose-index.ts';
import type {Scene} from './scene.ts';

/** Unquoted. */
function nameOf(printed: string): string {
	return printed.startsWith('"') ? printed.slice(1, -1).replaceAll('""', '"') : printed;
}

/**
 * The index by which a foreign key finds the rows that refer. The plan names the constraint only; which table and columns those are,
 * the catalogue knows, unless constraints of several tables share the name.
 */
export function referencingIndex(scene: Scene, constraint: string | null): IndexIdea {
	const [key, ...others] = (scene.context.foreignKeys ?? []).filter(facts => facts.constraint === constraint);
	return key === undefined || others.length > 0 ? {kind: 'none'} : ideaFor(scene, {table: key.table, schema: key.schema, plain: false}, {
		method: 'btree',
		columns: key.columns.map(printed => ({qualifier: null, plainQualifier: false, name: nameOf(printed), printed, asText: false})),
		equal: key.columns.length,
		operatorClass: null,
		where: [],
	});
}
