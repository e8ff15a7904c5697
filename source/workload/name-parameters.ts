import type {UsedParameter} from '../sql/parameter-use.ts';

/**
 * A name for each `$n`, by the column that it stands against: `scene_id`, `created_at_from` and `created_at_to`, `name_pattern`, `id_list`;
 * `limit`, `offset`, `field`; `value_3` where nothing is known of `$3`. A card's names are of ASCII letters, digits and underscores.
 */
export function nameParameters(uses: readonly UsedParameter[]): readonly string[] {
	const names: string[] = [];
	for (const {position, use} of uses) {
		const wanted = use.kind === 'column' ? plainName(use.source.column) : (use.kind === 'unknown' ? '' : use.kind);
		const base = /^[a-z_]/i.test(wanted) ? `${wanted}${use.kind === 'column' ? ending(use.operator, use.form) : ''}` : `value_${position}`;
		let name = base;
		for (let number = 2; names.includes(name); number++) {
			name = `${base}_${number}`;
		}

		names.push(name);
	}

	return names;
}

function plainName(column: string): string {
	return column.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
}

function ending(operator: string, form: 'value' | 'array'): string {
	if (form === 'array') {
		return '_list';
	}

	if (operator.includes('~~')) {
		return '_pattern';
	}

	return /^>=?$/.test(operator) ? '_from' : (/^<=?$/.test(operator) ? '_to' : '');
}
