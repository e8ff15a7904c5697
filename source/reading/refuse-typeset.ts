import {PlanflipError} from '../errors.ts';
import type {Line} from './line.ts';

/** What psql's formats for typesetting begin with. They escape what EXPLAIN says in ways of their own. */
const typeset: readonly {readonly format: string; readonly start: RegExp}[] = [
	{format: 'html', start: /^<table border="\d+">$/},
	{format: 'asciidoc', start: /^\[(?:cols|options)=".*\]$/s},
	{format: 'latex', start: /^\\begin\{(?:tabular|longtable)\}/},
	{format: 'troff-ms', start: /^\.TS$/},
];

/** Throws a PlanflipError of kind `input` when the lines are one of psql's tables for HTML, AsciiDoc, LaTeX or troff. */
export function refuseTypeset(lines: readonly Line[]): void {
	for (const {text, number} of lines.some(line => line.text.includes('QUERY PLAN')) ? lines : []) {
		const found = typeset.find(({start}) => start.test(text));
		if (found !== undefined) {
			throw new PlanflipError('input', {
				message: `Line ${number} begins a table of psql's \\pset format ${found.format}: expected EXPLAIN's output as psql aligns it, or without a frame.`,
				where: `line ${number}`,
				hint: 'Type \\pset format unaligned in psql, and EXPLAIN again.',
			});
		}
	}
}
