import type {Json, JsonObject} from '../../plan/plan.ts';
import {type Building, put} from '../building.ts';

/** `jit = 'off', search_path = '"$user", public'`: the values are printed as they are, without doubling quotes. */
export function readSettings(value: string): JsonObject | null {
	const settings: Building = {};
	const starts = [...value.matchAll(/(?:^|, )([\w.]+) = (?='|NULL)/g)];
	for (const [index, {0: start, 1: name = '', index: at}] of starts.entries()) {
		const text = value.slice(at + start.length, starts[index + 1]?.index ?? value.length);
		if (text !== 'NULL') {
			put(settings, name, text.slice(1, text.endsWith('\'') ? -1 : undefined));
		}
	}

	return starts[0]?.index === 0 ? settings : null;
}

const triggerLine = /^Trigger(.*): (?:time=(\d+\.?\d*) )?calls=(\d+)$/s;

/** True for `Trigger t_aud for constraint c on orders: time=16.534 calls=2000`. */
export function isTrigger(line: string): boolean {
	return triggerLine.test(line);
}

/** A trigger's names are printed as they are, without quotes; the relation is there for all of a plan's triggers or for none. */
export function readTrigger(line: string, hasRelation: boolean): JsonObject {
	const [, names = '', time, calls] = triggerLine.exec(line) ?? [];
	const trigger: Building = {};
	const on = hasRelation ? names.lastIndexOf(' on ') : -1;
	const named = on < 0 ? names : names.slice(0, on);
	const constraint = named.indexOf(' for constraint ');
	const name = (constraint < 0 ? named : named.slice(0, constraint)).trim();
	if (name !== '') {
		put(trigger, 'Trigger Name', name);
	}

	if (constraint >= 0) {
		put(trigger, 'Constraint Name', named.slice(constraint + ' for constraint '.length));
	}

	if (on >= 0) {
		put(trigger, 'Relation', names.slice(on + ' on '.length));
	}

	if (time !== undefined) {
		put(trigger, 'Time', Number(time));
	}

	put(trigger, 'Calls', Number(calls));
	return trigger;
}

/** `time=19.932 ms  output=765kB  format=text` */
export function readSerialization(value: string): Building | null {
	const [, time, output, format] = /^(?:time=(\d+\.?\d*) ms {1,2})?output=(\d+)kB +format=(\w+)$/.exec(value) ?? [];
	return output === undefined || format === undefined ? null : {
		...(time === undefined ? {} : {Time: Number(time)}),
		'Output Volume': Number(output),
		Format: format,
	};
}

/** `Inlining false, Optimization false, Expressions true, Deforming true` */
export function readJitOptions(value: string): JsonObject | null {
	const options = value.split(', ').map(option => /^(\w+) (true|false)$/.exec(option));
	return options.every(option => option !== null)
		? Object.fromEntries(options.map(([, name = '', set]) => [name, set === 'true']))
		: null;
}

/**
 * `Generation 1.106 ms (Deform 0.4 ms), Inlining 0.000 ms, Optimization 0.416 ms, Emission 5.650 ms, Total 7.172 ms`. From 17 on
 * Generation tells the part of it that was tuple deforming, and is an object in JSON.
 */
export function readJitTiming(value: string): JsonObject | null {
	const phases = value.split(', ').map(phase => /^(\w+) (\d+\.?\d*) ms(?: \((\w+) (\d+\.?\d*) ms\))?$/.exec(phase));
	return phases.every(phase => phase !== null)
		? Object.fromEntries(phases.map(([, name = '', ms, part, partMs]): [string, Json] =>
			[name, part === undefined ? Number(ms) : {[part]: Number(partMs), Total: Number(ms)}]))
		: null;
}
