/** The page's only style. The policy admits what has this hash and nothing else; test/report has the sum that proves it. */
export const styleHash = 'sha256-LhxASRuXqczz9+av7SeHlwlymkZZ1GDoBKgnl2LxpeY=';

export const style = `
:root{--paper:#fff;--panel:#f6f7f9;--line:#d9dee4;--ink:#182027;--dim:#57626d;--link:#0b5cad;--before:#b9c2cb;--same:#7a8692;--good:#0a7350;--bad:#b3261e;--warn:#8a5300;--index:#6b3fa0;--relation:#0b5cad;--wire:#8fb8de;--server:#1f5f99;
--heat0:#d5dbe1;--heat1:#f0cf7a;--heat2:#eda23c;--heat3:#df6a2b;--heat4:#c4321f;--good-soft:#ddf1e8;--warn-soft:#fbeed5;--bad-soft:#fbe1de;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#11161b;--panel:#1a2128;--line:#333d47;--ink:#e5e9ed;--dim:#a3aeb9;--link:#7db9f2;--before:#4d5964;--same:#8c98a4;--good:#5cc99b;--bad:#ff8f85;--warn:#e9b658;--index:#c3a3ee;--relation:#7db9f2;--wire:#3d6a94;--server:#7db9f2;
--heat0:#3a4550;--heat1:#8f7530;--heat2:#b87d2a;--heat3:#d56f3a;--heat4:#f06a58;--good-soft:#17382c;--warn-soft:#3b2e14;--bad-soft:#43201d}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;max-width:78rem;padding:0 clamp(1rem,4vw,3rem) 4rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-100vw;top:0;background:var(--paper);padding:.5rem 1rem}
.skip:focus{left:0}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header{padding:3rem 0 1.5rem;border-bottom:1px solid var(--line)}
header p{margin:.15rem 0;color:var(--dim)}
header p strong{color:var(--ink)}
.brand{font:600 .8rem/1 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.14em;text-transform:uppercase;color:var(--good)}
h1{margin:.3rem 0 .8rem;font-size:clamp(2rem,5vw,3rem);line-height:1.1;letter-spacing:-.02em}
h2{margin:3.2rem 0 1rem;font-size:1.45rem;line-height:1.25;letter-spacing:-.01em}
h3,h4{margin:0;font-size:1.02rem;line-height:1.4}
h4{margin:1.2rem 0 .4rem}
nav ul{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;margin:1.4rem 0 0;padding:0;list-style:none;font-size:.92rem}
footer{margin-top:4rem;border-top:1px solid var(--line);color:var(--dim);font-size:.88rem}
code,pre,.plan,.condition{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
code{overflow-wrap:anywhere}
.dim,.heat0{color:var(--dim)}.better,.faster{color:var(--good)}.worse,.slower,.error{color:var(--bad)}.warn,.read{color:var(--warn)}.index,.proposed{color:var(--index)}.relation,.hit{color:var(--relation)}.error{font-weight:600}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.8rem;margin:0}
.tile{border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem 1.1rem}
.tile dt{color:var(--dim);font-size:.85rem}
.tile dd{margin:0}
.tile strong{display:block;margin:.1rem 0 .35rem;font-size:1.5rem;line-height:1.2;letter-spacing:-.01em}
.note{display:block;color:var(--dim);font-size:.86rem;line-height:1.45}
.findings{margin:0;padding-left:1.4rem}
.findings li{margin:.5rem 0;padding-left:.25rem;max-width:80ch}
.findings code{display:inline-block;background:var(--panel);border:1px solid var(--line);border-radius:5px;padding:.05rem .4rem}
.scroll{overflow-x:auto;margin:1rem 0 1.6rem;position:relative}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--dim);padding:0 0 .6rem;font-size:.88rem}
th,td{padding:.42rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--dim);font-weight:600;font-size:.82rem;white-space:nowrap;border-bottom:2px solid var(--line)}
tbody th{position:sticky;left:0;background:var(--paper);font-weight:600;white-space:nowrap}
tbody tr:hover>*{background:var(--panel)}
.right{text-align:right;white-space:nowrap}
table:not(.matrix) td:not(.right){min-width:8rem}
table:not(.matrix) td:last-child{min-width:13rem}
.bars{margin:0 0 1.6rem}
figcaption{color:var(--dim);font-size:.88rem;margin-bottom:.6rem}
.bars ul{list-style:none;margin:0;padding:0}
.bars li{display:grid;grid-template-columns:14rem minmax(8rem,1fr) 5.5rem minmax(12rem,1.2fr);gap:0 1rem;align-items:center;padding:.35rem 0;border-bottom:1px solid var(--line);font-size:.9rem}
.bars svg{width:100%;height:1.9rem;display:block}
.bars .times{display:grid;text-align:right;line-height:1.25;white-space:nowrap}
.bars .times span:first-child,.bars .words.dim{color:var(--dim)}
rect.before{fill:var(--before)}rect.after{fill:var(--before)}rect.after.dim{fill:var(--same)}rect.after.faster{fill:var(--good)}rect.after.slower{fill:var(--bad)}
.whisker{stroke:var(--ink);stroke-width:1.5;fill:none;vector-effect:non-scaling-stroke}
.group{margin:.9rem 0;border:1px solid var(--line);border-radius:10px;background:var(--paper);scroll-margin-top:1rem}
.group>summary,.small>summary{cursor:pointer;padding:.75rem 1.1rem}
.group>summary h3{display:inline;font-weight:400}
.group>summary:hover{background:var(--panel)}
.group[open]>summary{border-bottom:1px solid var(--line)}
.group>.body{padding:.6rem 1.1rem 1.1rem}
.group>.body>p{margin:.35rem 0;max-width:90ch}
.small{font-size:.9rem}
.small>summary{padding:.2rem 0;color:var(--dim)}
.waterfalls figure{margin:1.1rem 0}
.waterfalls ol{list-style:none;margin:0;padding:0}
.waterfalls li{display:grid;grid-template-columns:9rem minmax(8rem,1fr) 5rem 11rem;gap:0 .9rem;align-items:center;padding:.18rem 0;font-size:.88rem}
.waterfalls svg{width:100%;height:1.05rem;display:block;background:var(--panel)}
.waterfalls .times{text-align:right;white-space:nowrap}
rect.server,.key.server{fill:var(--server);background:var(--server)}rect.wire,.key.wire{fill:var(--wire);background:var(--wire)}rect.waited,.key.waited{fill:var(--before);background:var(--before)}
.legend{color:var(--dim);font-size:.84rem}
.key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin:0 .3rem 0 .9rem;vertical-align:-.05rem}
.legend .key:first-child{margin-left:0}
.matrix{width:auto}
.matrix .tall{height:13rem;vertical-align:bottom;padding:.3rem .2rem}
.matrix .tall span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
.matrix .verdict{white-space:nowrap}
.matrix .cell{text-align:center;min-width:2rem;padding-left:.3rem;padding-right:.3rem;font-size:1.05rem;border-left:1px solid var(--line)}
.matrix .cell.better{background:var(--good-soft)}.matrix .cell.warn{background:var(--warn-soft)}.matrix .cell.worse{background:var(--bad-soft)}
.code{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;overflow-x:auto;tab-size:4;line-height:1.5}
.plan{min-width:0;line-height:1.5;border:1px solid var(--line);border-radius:8px;padding:.4rem .8rem .6rem}
.plan>ul,.heads{min-width:44rem}
.plan ul{list-style:none;margin:0;padding:0}
.plan ul ul{margin-left:.45rem;padding-left:.9rem;border-left:1px solid var(--line)}
.plan summary{cursor:pointer;list-style-position:outside;margin-left:.95rem}
.plan .leaf{margin-left:.95rem}
.plan summary:hover,.plan .leaf:hover{background:var(--panel)}
.row{display:inline-grid;width:calc(100% - .2rem);vertical-align:top;grid-template-columns:minmax(0,1fr) 8rem 4rem 6rem 6rem;gap:0 .8rem;padding:.15rem 0}
.heads{display:grid;grid-template-columns:minmax(0,1fr) 8rem 4rem 6rem 6rem;gap:0 .8rem;margin:0;color:var(--dim)}
.row>.rows,.row>.blocks,.row>.self,.heads span:nth-child(n+2){text-align:right;white-space:nowrap}
.row>.rows,.row>.blocks{color:var(--dim)}
.condition{display:block;color:var(--ink);font-size:.94em;opacity:.92;overflow-wrap:anywhere}
.row .self{color:var(--ink)}
.row .self.heat3,.row .self.heat4{font-weight:700}
.heat{width:100%;height:.7rem;margin-top:.35em;background:var(--panel)}
rect.heat0{fill:var(--heat0)}rect.heat1{fill:var(--heat1)}rect.heat2{fill:var(--heat2)}rect.heat3{fill:var(--heat3)}rect.heat4{fill:var(--heat4)}
.insights{font-size:.92rem;padding-left:1.2rem}
.insights p{margin:.1rem 0;color:var(--dim)}
@media (max-width:46rem){
.bars li{grid-template-columns:minmax(0,1fr) auto;gap:.1rem .8rem}
.bars svg{grid-column:1}.bars .label,.bars .words{grid-column:1/-1}
.waterfalls li{grid-template-columns:minmax(0,1fr) auto;gap:.1rem .8rem}
.waterfalls .label,.waterfalls .dim{grid-column:1/-1}
tbody th{white-space:normal;min-width:7rem}
.tile strong{font-size:1.3rem}
}
@media print{
:root{--paper:#fff;--panel:#f4f5f7;--line:#c9d0d7;--ink:#000;--dim:#444c55;--link:#000;--good:#0a6245;--bad:#98190f;--warn:#6f4300}
body{max-width:none;padding:0;font-size:9.5pt}
header{padding-top:0}
nav,.skip,.small>summary{display:none}
h2{margin-top:1.4rem;break-after:avoid}
details::details-content{content-visibility:visible;height:auto;block-size:auto}
.group,.bars li,tr,.tile,.waterfalls figure{break-inside:avoid}
.group{break-inside:auto}
.scroll{overflow:visible}
table{font-size:7.5pt}
th,td{padding:.2rem .35rem}
table:not(.matrix) td:not(.right){min-width:0}
tbody th{position:static;white-space:normal}
.plan>ul,.heads{min-width:0}
.code{white-space:pre-wrap}
rect,.key,.cell,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
