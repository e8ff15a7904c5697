import {PlanflipError} from '../errors.ts';
import type {Preset} from './catalog-entry.ts';
import {didYouMean} from './nearest.ts';
import {commaParts, nameOf, writtenName} from './split-names.ts';

/** What a SPEC may name: the presets, and every index that can be switched. */
export interface SpecVocabulary {
	readonly presets: readonly Preset[];
	readonly indexNames: readonly string[];
}

const form = 'SPEC is a preset, or +name,-name after a preset: baseline,+idx_shots_scene_type; a name with a comma in double quotes. Without a preset it starts from baseline.';

/**
 * Reads `--indexes SPEC`: names of the indexes that are on, the preset's first, then the added ones as written.
 * @throws PlanflipError usage, for a preset or an index that does not exist, with the nearest one that does.
 */
export function parseSpec(spec: string, {presets, indexNames}: SpecVocabulary): readonly string[] {
	const [first = '', ...rest] = commaParts(spec);
	const signed = /^[+-]/.test(first);
	const start = presetNamed(signed ? 'baseline' : first, spec, {presets, indexNames});
	const on = new Set(start.indexes);
	for (const change of signed ? [first, ...rest] : rest) {
		const name = nameOf(change.slice(1).trim());
		if (!/^[+-]/.test(change)) {
			const hint = indexNames.includes(change)
				? `Write +${writtenName(change)} or -${writtenName(change)}.`
				: `Only the first word may be a preset. ${form}`;
			throw new PlanflipError('usage', {message: `"${change}" has no + or - before it.`, where: `--indexes ${spec}`, hint});
		}

		if (!indexNames.includes(name)) {
			throw new PlanflipError('usage', {
				message: `There is no index "${name}".`,
				where: `--indexes ${spec}`,
				hint: `${didYouMean(name, indexNames)}Indexes: ${indexNames.join(', ')}.`,
			});
		}

		if (change.startsWith('+')) {
			on.add(name);
		} else {
			on.delete(name);
		}
	}

	return [...on];
}

function presetNamed(name: string, spec: string, {presets, indexNames}: SpecVocabulary): Preset {
	const preset = presets.find(known => known.name === name);
	if (preset !== undefined) {
		return preset;
	}

	const names = presets.map(known => known.name);
	const hint = indexNames.includes(name)
		? `"${name}" is an index: write +${writtenName(name)} or -${writtenName(name)}.`
		: `${didYouMean(name, names)}Presets: ${names.join(', ') || 'none in this catalogue'}. ${form}`;
	throw new PlanflipError('usage', {message: `There is no preset "${name}".`, where: `--indexes ${spec}`, hint});
}
