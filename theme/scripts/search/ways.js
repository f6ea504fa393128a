/* The parts of the site, found by what people call them; and where to look when nothing is found. */
function way(path, name, about) { return { path: path, name: name, about: about }; }

var CALENDAR = way("calendar/", "活动日历", "哪一天、哪里有活动"), UNITS = way("units/", "找地方", "找到自己的市、县、乡镇或村，看那里有什么活动、找谁"), HEALTH = way("health/", "健康知识", "按话题看文章");
// What people say, and the part that they mean; {year} and {top} are those of this campaign.
var PARTS = [
  [/手机日历|[加放存](?:到|进|入).*日历|日历(?:文件|订阅)|订阅|提醒/, way("calendar-help/", "怎样加进手机日历", "到时候手机会提醒您")],
  [/光荣榜|光荣册|(?:获奖|表彰|先进)名单/, way("honours/", "光荣榜", "受表彰的集体和个人")],
  [/活动日历|日程|活动安排/, CALENDAR],
  [/办实事|解难题|实事/, way("service/", "办实事", "为群众办了哪些事")],
  [/读本|小册子|宣传册/, way("health/booklet/", "健康读本", "文章合成一本，可以下载、打印")],
  [/词汇|名词解释|术语/, way("health/glossary/", "词汇", "文章里的词是什么意思")],
  [/健康知识/, HEALTH],
  [/新闻稿|通稿/, way("press/", "新闻稿", "供媒体采用的稿件和照片")],
  [/统计表|附件 ?2|活动统计|统计数/, way("totals/{year}/{top}/", "活动统计表", "办了多少场、多少人参加")],
  [/开放数据|(?:下载|导出).*数据|数据.*下载|csv/i, way("data/", "数据下载", "全部活动、单位、汇总数")],
  [/填报|报活动|上报|报送|投稿/, way("submit/", "网上填报", "各级计生协填报活动、表彰、稿件")],
  [/历届|往届|往年|历年/, way("years/", "历届活动", "每一年的会员活动日")],
  [/关于本站|这个网站|个人信息|隐私/, way("about/", "关于本站", "本站是什么，资料从哪里来")],
  [/电话|联系|地址|找谁/, UNITS]
];

// The part of the site that is asked for.
export function partOf(query, year, top) {
  return PARTS.filter(function (one) { return one[0].test(query); }).slice(0, 1).map(function (one) {
    return way(one[1].path.replace("{year}", year).replace("{top}", top), one[1].name, one[1].about);
  });
}
// mine: the reader's own place, or nothing.
export function nearest(mine) {
  var ways = [CALENDAR, UNITS, HEALTH];
  return mine ? [way("u/" + mine.page + "/", mine.name + "计生协", "我的地方近期的活动")].concat(ways) : ways;
}
// The pages of a month (2021-05) and of a year, where something is on.
export function timeOf(month, year) {
  var found = month ? [way("calendar/" + month + "/", month.slice(0, 4) + "年" + +month.slice(5) + "月的活动", "按日子看")] : [];
  return year ? found.concat(way(year + "/", year + "年会员活动日", "这一年的全部活动")) : found;
}
