/** The report's only style sheet: system fonts, light and dark, narrow and wide, on paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--text:#1b1f24;--soft:#5b6470;--line:#e2e4e8;--accent:#2f6f6a;
--good:#2e7d4f;--fair:#a86a00;--bad:#b3362d;--track:#eceef1;--tint:#f4f6f5}
@media (prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1b1f23;--text:#e6e8ea;--soft:#9aa4ae;--line:#2e343a;
--accent:#6fc0b8;--good:#63c088;--fair:#e0a94a;--bad:#f0867c;--track:#272d33;--tint:#20262a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:26px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:18px;margin:0 0 4px}
h3{font-size:14px;margin:20px 0 6px;color:var(--soft);font-weight:600}
p{margin:0 0 12px}
.soft,.note{color:var(--soft)}
.note{font-size:13.5px;max-width:78ch}
header{margin-bottom:24px}
header p{margin:0}
code,.command{font:13px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
.command{overflow-wrap:anywhere}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:20px;margin:0 0 16px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:0 0 16px;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 16px}
.tiles strong{display:block;font-size:24px;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.tiles span{color:var(--soft);font-size:13.5px}
.stack{display:flex;height:14px;border-radius:7px;overflow:hidden;background:var(--track);margin:12px 0 10px;gap:2px}
.stack span{min-width:3px}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 4px;padding:0;list-style:none;font-size:14px}
.legend i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:7px}
.good i,.stack .good,.good .fill{background:var(--good)}
.fair i,.stack .fair,.fair .fill{background:var(--fair)}
.bad i,.stack .bad,.bad .fill{background:var(--bad)}
.scroll{overflow-x:auto;margin:8px 0 0}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;font-weight:600;color:var(--soft);font-size:13px;white-space:nowrap}
th,td{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
tbody tr:last-child td{border-bottom:0}
th:last-child,td:last-child{padding-right:0}
td{overflow-wrap:anywhere;min-width:60px}
td:first-child:not(.number),.number+td:not(.number){min-width:190px}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
.bar{display:flex;align-items:center;gap:10px;min-width:150px}
.bar .fill{display:block;height:8px;border-radius:4px;background:var(--accent);min-width:2px;flex:none}
.bar .label{font-variant-numeric:tabular-nums;white-space:nowrap;font-size:13px;color:var(--soft)}
.bar{position:relative}
.columns{display:grid;grid-template-columns:repeat(10,1fr);gap:4px;align-items:end;height:150px;margin:14px 0 0}
.columns div{display:flex;flex-direction:column;justify-content:flex-end;height:100%;text-align:center;font-size:12px;color:var(--soft);
font-variant-numeric:tabular-nums}
.columns .fill{display:block;background:var(--accent);border-radius:4px 4px 0 0;min-height:1px}
.columns .low .fill{background:var(--bad)}
.columns .middle .fill{background:var(--fair)}
.columns b{font-weight:400;border-top:1px solid var(--line);padding-top:3px}
.suspicion{color:var(--bad);display:block;font-size:13px}
.files{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:8px 0 0;font-size:13.5px;color:var(--soft)}
.files dd{margin:0;overflow-wrap:anywhere}
.state{display:inline-block;border-radius:999px;padding:0 9px;font-size:12.5px;line-height:20px;border:1px solid currentColor;white-space:nowrap}
.state.good{color:var(--good)}.state.fair{color:var(--fair)}.state.bad{color:var(--bad)}
details{border-top:1px solid var(--line)}
details:first-of-type{margin-top:8px}
.scroll+details{border-top:0}
summary{cursor:pointer;padding:9px 0;display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;list-style-position:inside}
summary::-webkit-details-marker{display:none}
summary::before{content:"▸";color:var(--soft);width:10px;flex:none}
details[open]>summary::before{content:"▾"}
summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
summary .name{font-weight:600;overflow-wrap:anywhere;flex:1 1 240px}
.inside{padding:0 0 14px 22px}
.kept{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--good);background:var(--tint);padding:10px 14px;margin:6px 0;
border-radius:0 6px 6px 0}
.gone{list-style:none;margin:6px 0;padding:0}
.gone li{border-left:3px solid var(--bad);padding:5px 14px;margin:0 0 6px;overflow-wrap:anywhere}
.gone del{text-decoration-color:var(--bad);text-decoration-thickness:1px}
.gone span{display:block;color:var(--soft);font-size:13px}
ul.plain{margin:6px 0;padding-left:20px}
a{color:var(--accent)}
footer{color:var(--soft);font-size:13px;margin-top:24px}
@media (max-width:560px){main{padding:20px 12px 40px}section{padding:14px}.bar{min-width:120px}}
@media print{body{background:#fff}section,.tiles li{break-inside:avoid}}
`
