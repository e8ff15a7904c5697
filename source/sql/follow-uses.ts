import type {ParseResult} from '@pgsql/types';
import type {RelationName} from './column-source.ts';
import type {ParameterUse, UsedParameter} from './parameter-use.ts';
import {parameterUses} from './parameter-uses.ts';

/** A relation as it was found, and the name that it was asked for by. */
interface FoundRelation {
	readonly asked: RelationName;
	readonly columns: ReadonlyArray<{readonly name: string}>;
}

export interface FollowedUses<Relation> {
	readonly uses: readonly UsedParameter[];
	/** Of the column that a `$n` stands against; null where there is none, or it was not found. */
	readonly relationOf: (use: ParameterUse) => Relation | null;
}

/** What each `$n` is for, its columns followed to the relations of a database. */
export function followUses<Relation extends FoundRelation>(tree: ParseResult, relations: readonly Relation[]): FollowedUses<Relation> {
	const named = ({schema, name}: RelationName) => relations.find(({asked}) => asked.name === name && asked.schema === schema) ?? null;
	return {
		uses: parameterUses(tree, wanted => named(wanted)?.columns.map(({name}) => name) ?? null),
		relationOf: use => use.kind === 'column' ? named(use.source.relation) : null,
	};
}
