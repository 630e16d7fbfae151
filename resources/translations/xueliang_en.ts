<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>使用的组件及其许可证</source>
            <translation>Components and their licences</translation>
        </message>
        <message>
            <source>关于雪亮视墙</source>
            <translation>About Xueliang Wall</translation>
        </message>
        <message>
            <source>版本</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>综治中心视频监控客户端。本程序以 MIT 许可证发布。</source>
            <translation>Video-wall client for comprehensive-governance centres. Released under the MIT licence.</translation>
        </message>
        <message>
            <source>雪亮视墙</source>
            <translation>Xueliang Wall</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>{n} 画面</source>
            <translation>{n} tiles</translation>
        </message>
        <message>
            <source>上一个标记</source>
            <translation>Previous mark</translation>
        </message>
        <message>
            <source>上一帧</source>
            <translation>Previous picture</translation>
        </message>
        <message>
            <source>上一段录像</source>
            <translation>Previous recording</translation>
        </message>
        <message>
            <source>下一个标记</source>
            <translation>Next mark</translation>
        </message>
        <message>
            <source>下一帧</source>
            <translation>Next picture</translation>
        </message>
        <message>
            <source>下一段录像</source>
            <translation>Next recording</translation>
        </message>
        <message>
            <source>书签列表</source>
            <translation>Bookmarks</translation>
        </message>
        <message>
            <source>倒放</source>
            <translation>Play backwards</translation>
        </message>
        <message>
            <source>全屏</source>
            <translation>Full screen</translation>
        </message>
        <message>
            <source>关于</source>
            <translation>About</translation>
        </message>
        <message>
            <source>减速</source>
            <translation>Slower</translation>
        </message>
        <message>
            <source>分段回放…</source>
            <translation>Split playback…</translation>
        </message>
        <message>
            <source>切换用户</source>
            <translation>Switch user</translation>
        </message>
        <message>
            <source>前进</source>
            <translation>Jump forward</translation>
        </message>
        <message>
            <source>加书签…</source>
            <translation>Add bookmark…</translation>
        </message>
        <message>
            <source>加速</source>
            <translation>Faster</translation>
        </message>
        <message>
            <source>即时回看此路（30 秒前）</source>
            <translation>Replay this camera (30 s ago)</translation>
        </message>
        <message>
            <source>同步 / 单独控制</source>
            <translation>Tie / untie</translation>
        </message>
        <message>
            <source>后退</source>
            <translation>Jump back</translation>
        </message>
        <message>
            <source>回到实时</source>
            <translation>To live</translation>
        </message>
        <message>
            <source>回放</source>
            <translation>Playback</translation>
        </message>
        <message>
            <source>回放此路（30 秒前）</source>
            <translation>Play this camera back (from 30 s ago)</translation>
        </message>
        <message>
            <source>回看前进 5 秒</source>
            <translation>Replay: 5 s on</translation>
        </message>
        <message>
            <source>回看后退 5 秒</source>
            <translation>Replay: 5 s back</translation>
        </message>
        <message>
            <source>回看暂停 / 继续</source>
            <translation>Replay: pause / continue</translation>
        </message>
        <message>
            <source>实时</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>导出任务</source>
            <translation>Exports</translation>
        </message>
        <message>
            <source>导出起点到终点…</source>
            <translation>Export from in to out…</translation>
        </message>
        <message>
            <source>快捷键</source>
            <translation>Keyboard shortcuts</translation>
        </message>
        <message>
            <source>截图</source>
            <translation>Snapshot</translation>
        </message>
        <message>
            <source>截图事由…</source>
            <translation>Reason for Snapshots…</translation>
        </message>
        <message>
            <source>报警记录</source>
            <translation>Alarm history</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>播放 / 暂停</source>
            <translation>Play / pause</translation>
        </message>
        <message>
            <source>放大 / 还原</source>
            <translation>Maximise / restore</translation>
        </message>
        <message>
            <source>放大 / 还原回放画面</source>
            <translation>Enlarge / restore playback tile</translation>
        </message>
        <message>
            <source>整墙即时回看（30 秒前）</source>
            <translation>Replay the whole wall (30 s ago)</translation>
        </message>
        <message>
            <source>新的调取登记…</source>
            <translation>New request…</translation>
        </message>
        <message>
            <source>时间轴放大</source>
            <translation>Zoom into the timeline</translation>
        </message>
        <message>
            <source>时间轴显示全部 / 还原</source>
            <translation>Timeline: show everything / go back</translation>
        </message>
        <message>
            <source>时间轴显示报警</source>
            <translation>Alarms on the timeline</translation>
        </message>
        <message>
            <source>时间轴显示移动侦测</source>
            <translation>Motion on the timeline</translation>
        </message>
        <message>
            <source>时间轴缩小</source>
            <translation>Zoom out of the timeline</translation>
        </message>
        <message>
            <source>最新的录像</source>
            <translation>Newest footage</translation>
        </message>
        <message>
            <source>最早的录像</source>
            <translation>Oldest footage</translation>
        </message>
        <message>
            <source>本机副本</source>
            <translation>Local copies</translation>
        </message>
        <message>
            <source>查找摄像机</source>
            <translation>Find cameras</translation>
        </message>
        <message>
            <source>查找有变化处</source>
            <translation>Find what changed</translation>
        </message>
        <message>
            <source>校时…</source>
            <translation>Check camera clock…</translation>
        </message>
        <message>
            <source>清空回放</source>
            <translation>Clear playback</translation>
        </message>
        <message>
            <source>清空视墙</source>
            <translation>Clear the wall</translation>
        </message>
        <message>
            <source>清除起点和终点</source>
            <translation>Clear in and out marks</translation>
        </message>
        <message>
            <source>申请调取此路录像…</source>
            <translation>Request footage of this camera…</translation>
        </message>
        <message>
            <source>申请调取起点到终点…</source>
            <translation>Request in to out…</translation>
        </message>
        <message>
            <source>画面信息</source>
            <translation>Stream information</translation>
        </message>
        <message>
            <source>目录</source>
            <translation>Directory</translation>
        </message>
        <message>
            <source>移出回放</source>
            <translation>Remove from playback</translation>
        </message>
        <message>
            <source>移出画面</source>
            <translation>Remove from the wall</translation>
        </message>
        <message>
            <source>结束依登记查阅</source>
            <translation>Stop viewing under the entry</translation>
        </message>
        <message>
            <source>结束即时回看</source>
            <translation>End the replay</translation>
        </message>
        <message>
            <source>设为终点</source>
            <translation>Set out mark</translation>
        </message>
        <message>
            <source>设为起点</source>
            <translation>Set in mark</translation>
        </message>
        <message>
            <source>设置…</source>
            <translation>Preferences…</translation>
        </message>
        <message>
            <source>调取登记</source>
            <translation>Requests for footage</translation>
        </message>
        <message>
            <source>输入时间</source>
            <translation>Type a time</translation>
        </message>
        <message>
            <source>返回（还原画面，退出全屏）</source>
            <translation>Back (restore the tile, leave full screen)</translation>
        </message>
        <message>
            <source>连续截图…</source>
            <translation>Series of Snapshots…</translation>
        </message>
        <message>
            <source>退出登录</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>退出程序</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>选择上一路</source>
            <translation>Select previous camera</translation>
        </message>
        <message>
            <source>选择上边的画面</source>
            <translation>Select the tile above</translation>
        </message>
        <message>
            <source>选择下一路</source>
            <translation>Select next camera</translation>
        </message>
        <message>
            <source>选择下边的画面</source>
            <translation>Select the tile below</translation>
        </message>
        <message>
            <source>选择右边的画面</source>
            <translation>Select the tile to the right</translation>
        </message>
        <message>
            <source>选择左边的画面</source>
            <translation>Select the tile to the left</translation>
        </message>
        <message>
            <source>选择日期</source>
            <translation>Choose a day</translation>
        </message>
        <message>
            <source>重做</source>
            <translation>Redo</translation>
        </message>
        <message>
            <source>重新打开</source>
            <translation>Open again</translation>
        </message>
        <message>
            <source>重新打开所有中断的画面</source>
            <translation>Reopen all interrupted tiles</translation>
        </message>
        <message>
            <source>验证证据包…</source>
            <translation>Verify a package…</translation>
        </message>
    </context>
    <context>
        <name>AlarmsPanel</name>
        <message>
            <source>995 一键报警</source>
            <translation>995 one-key alarm</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>导出录像…</source>
            <translation>Export footage…</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>报警</source>
            <translation>Alarm</translation>
        </message>
        <message>
            <source>报警记录</source>
            <translation>Alarm history</translation>
        </message>
        <message>
            <source>最近 24 小时</source>
            <translation>Last 24 hours</translation>
        </message>
        <message>
            <source>最近 {n} 天</source>
            <translation>Last {n} days</translation>
        </message>
        <message>
            <source>没有关联的摄像机</source>
            <translation>No camera linked</translation>
        </message>
        <message>
            <source>申请调取…</source>
            <translation>Request footage…</translation>
        </message>
        <message>
            <source>载入中…</source>
            <translation>Loading…</translation>
        </message>
        <message>
            <source>这段时间没有报警</source>
            <translation>No alarms in this time</translation>
        </message>
    </context>
    <context>
        <name>BookmarkDialog</name>
        <message>
            <source>书签</source>
            <translation>Bookmark</translation>
        </message>
        <message>
            <source>例如：白色面包车停在路口</source>
            <translation>e.g. white van parked at the crossing</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>摄像机</source>
            <translation>Camera</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
    </context>
    <context>
        <name>BookmarksPanel</name>
        <message>
            <source>书签</source>
            <translation>Bookmarks</translation>
        </message>
        <message>
            <source>修改…</source>
            <translation>Edit…</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>导出列表…</source>
            <translation>Export list…</translation>
        </message>
        <message>
            <source>导出录像…</source>
            <translation>Export footage…</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>搜索名称、备注、摄像机</source>
            <translation>Search name, note, camera</translation>
        </message>
        <message>
            <source>没有符合的书签</source>
            <translation>No bookmark matches</translation>
        </message>
        <message>
            <source>申请调取…</source>
            <translation>Request footage…</translation>
        </message>
        <message>
            <source>载入中…</source>
            <translation>Loading…</translation>
        </message>
        <message>
            <source>还没有书签。
回放时按 B 加一个。</source>
            <translation>No bookmarks yet.
Press B in playback to add one.</translation>
        </message>
    </context>
    <context>
        <name>Browsing</name>
        <message>
            <source>从此处</source>
            <translation>From here</translation>
        </message>
        <message>
            <source>停止制作</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>到此处</source>
            <translation>Up to here</translation>
        </message>
        <message>
            <source>制作浏览件</source>
            <translation>Browsing copy</translation>
        </message>
        <message>
            <source>加水印</source>
            <translation>Watermark</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>在画面上拖出要打码的部分，或按 Insert 在正中放一块。方向键移动，Shift+方向键改大小，Delete 删除。</source>
            <translation>Drag over what is to be hidden, or press Insert for a mosaic in the middle. Arrows move it, Shift+arrows resize it, Delete removes it.</translation>
        </message>
        <message>
            <source>开始制作</source>
            <translation>Make it</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>新增马赛克（Insert）</source>
            <translation>New mosaic (Insert)</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>正在取画面…</source>
            <translation>Getting the picture…</translation>
        </message>
        <message>
            <source>没有做成：{reason}</source>
            <translation>Not made: {reason}</translation>
        </message>
        <message>
            <source>浏览件 非原始录像</source>
            <translation>Browsing copy – not the original</translation>
        </message>
        <message>
            <source>浏览件不是原始录像：重新编码，不含声音，只供观看或发布，不能代替原件。</source>
            <translation>A browsing copy is not the original recording: coded anew, without sound, to be looked at or published only. It cannot stand for the original.</translation>
        </message>
        <message>
            <source>浏览件做好了：{name}</source>
            <translation>Browsing copy made: {name}</translation>
        </message>
        <message>
            <source>画面</source>
            <translation>Picture</translation>
        </message>
        <message>
            <source>结尾</source>
            <translation>end</translation>
        </message>
        <message>
            <source>马赛克</source>
            <translation>Mosaics</translation>
        </message>
    </context>
    <context>
        <name>Calendar</name>
        <message>
            <source>yyyy年M月</source>
            <translation>MMMM yyyy</translation>
        </message>
        <message>
            <source>{day} 尚未到来</source>
            <translation>{day} is still to come</translation>
        </message>
        <message>
            <source>{day} 录像日期载入中…</source>
            <translation>{day}: loading recording days…</translation>
        </message>
        <message>
            <source>{day} 无录像</source>
            <translation>{day}: no recordings</translation>
        </message>
        <message>
            <source>{day} 有录像（{kinds}）</source>
            <translation>{day}: recordings ({kinds})</translation>
        </message>
        <message>
            <source>{day} 有录像（{kinds}），{time} 之前的已被覆盖</source>
            <translation>{day}: recordings ({kinds}); before {time} they are overwritten</translation>
        </message>
        <message>
            <source>{day} 有录像（{kinds}），今天就将开始被覆盖</source>
            <translation>{day}: recordings ({kinds}); overwriting begins today</translation>
        </message>
        <message>
            <source>{day} 有录像（{kinds}），还剩 {n} 天将被覆盖</source>
            <translation>{day}: recordings ({kinds}); days left before overwriting: {n}</translation>
        </message>
        <message>
            <source>{day} 的录像已被覆盖</source>
            <translation>Recordings of {day} are overwritten</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>上个月（PageUp）</source>
            <translation>Previous month (PageUp)</translation>
        </message>
        <message>
            <source>下个月（PageDown）</source>
            <translation>Next month (PageDown)</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>定时</source>
            <translation>timed</translation>
        </message>
        <message>
            <source>平台没有说明录像保留多久</source>
            <translation>The platform does not say how long recordings are kept</translation>
        </message>
        <message>
            <source>录像保留 {n} 天，最早 {time}</source>
            <translation>Kept for {n} days; the earliest are of {time}</translation>
        </message>
        <message>
            <source>录像日历</source>
            <translation>Recording calendar</translation>
        </message>
        <message>
            <source>报警</source>
            <translation>alarm</translation>
        </message>
        <message>
            <source>移动</source>
            <translation>motion</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>CameraPicker</name>
        <message>
            <source>加摄像机</source>
            <translation>Add a camera</translation>
        </message>
        <message>
            <source>加摄像机：名称、村名、拼音或国标编号</source>
            <translation>Add a camera: name, village, pinyin or GB id</translation>
        </message>
    </context>
    <context>
        <name>CertificateDialog</name>
        <message>
            <source>SHA-256 指纹</source>
            <translation>SHA-256 fingerprint</translation>
        </message>
        <message>
            <source>上次信任的指纹</source>
            <translation>Trusted before</translation>
        </message>
        <message>
            <source>不信任，返回</source>
            <translation>Do not trust, go back</translation>
        </message>
        <message>
            <source>信任这个证书</source>
            <translation>Trust this certificate</translation>
        </message>
        <message>
            <source>平台</source>
            <translation>Platform</translation>
        </message>
        <message>
            <source>平台的证书不是由公认的机构签发的（专网里常见）。请向平台管理员核对下面的指纹，一致才信任；以后证书不变就不再询问。</source>
            <translation>The platform's certificate was not issued by a recognised authority (common on private networks). Compare the fingerprint below with the platform's administrator and trust it only if it is the same. You will not be asked again while it stays the same.</translation>
        </message>
        <message>
            <source>我已向平台管理员当面或电话核实过指纹</source>
            <translation>I have checked the fingerprint with the administrator in person or by phone</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>核对平台证书</source>
            <translation>Check the platform's certificate</translation>
        </message>
        <message>
            <source>第一次连接这个平台</source>
            <translation>First connection to this platform</translation>
        </message>
        <message>
            <source>警告：平台的证书变了</source>
            <translation>Warning: the platform's certificate has changed</translation>
        </message>
        <message>
            <source>这个平台出示的证书与您上次信任的不同。如果平台没有更换过证书，可能有人正在冒充平台，想骗取密码。没有核实之前，请不要信任。</source>
            <translation>This platform shows another certificate than the one you trusted. If the platform did not replace it, somebody may be posing as the platform to get at passwords. Do not trust it before you have checked.</translation>
        </message>
        <message>
            <source>颁发给</source>
            <translation>Issued to</translation>
        </message>
        <message>
            <source>颁发者</source>
            <translation>Issued by</translation>
        </message>
    </context>
    <context>
        <name>Changes</name>
        <message>
            <source>{start} – {end} 之间</source>
            <translation>between {start} and {end}</translation>
        </message>
        <message>
            <source>停止查找</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>变化太多，只查到 {time}，请缩小区域或时段</source>
            <translation>Too many changes: searched until {time} only. Choose a smaller area or span.</translation>
        </message>
        <message>
            <source>变化明显</source>
            <translation>Clear change</translation>
        </message>
        <message>
            <source>另有 {n} 处短暂变化未列出</source>
            <translation>{n} brief changes are left out</translation>
        </message>
        <message>
            <source>只看持续变化</source>
            <translation>Lasting changes only</translation>
        </message>
        <message>
            <source>在选中的画面上用鼠标拖出要查找的区域</source>
            <translation>Draw a rectangle with the mouse on the selected picture</translation>
        </message>
        <message>
            <source>持续</source>
            <translation>Lasting</translation>
        </message>
        <message>
            <source>持续：变化后两分钟以上没有复原；有人走过之类的短暂变化不列出</source>
            <translation>Lasting: it has not gone back after two minutes; brief changes, such as somebody who walks past, are left out</translation>
        </message>
        <message>
            <source>是否持续不明</source>
            <translation>Lasting or not: unclear</translation>
        </message>
        <message>
            <source>有变化</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>查找有变化处</source>
            <translation>Find what changed</translation>
        </message>
        <message>
            <source>正在查找…</source>
            <translation>Searching…</translation>
        </message>
        <message>
            <source>没有发现变化</source>
            <translation>Nothing changed</translation>
        </message>
        <message>
            <source>没有发现持续的变化</source>
            <translation>Nothing changed for long</translation>
        </message>
        <message>
            <source>短于 {step} 的变化可能漏掉</source>
            <translation>What lasted for less than {step} may be missed</translation>
        </message>
        <message>
            <source>短暂</source>
            <translation>Brief</translation>
        </message>
        <message>
            <source>短暂变化太多，{time} 以后只列持续的</source>
            <translation>Too many brief changes: after {time} only lasting ones</translation>
        </message>
        <message>
            <source>重新框选</source>
            <translation>Draw another rectangle</translation>
        </message>
    </context>
    <context>
        <name>ClockError</name>
        <message>
            <source>上次：{difference}，{who}，{time}</source>
            <translation>Last time: {difference}, {who}, {time}</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>已校时并登记：{name} {difference}</source>
            <translation>Clock checked and registered: {name} {difference}</translation>
        </message>
        <message>
            <source>已记下平台时间 {time}</source>
            <translation>Platform's time noted: {time}</translation>
        </message>
        <message>
            <source>快 {n} 秒</source>
            <translation>{n} s fast</translation>
        </message>
        <message>
            <source>慢 {n} 秒</source>
            <translation>{n} s slow</translation>
        </message>
        <message>
            <source>方法：人工读 OSD，对照平台时钟。{reference}。校对人：{who}。保存后记入登记簿，以后的证据包写明这一误差。</source>
            <translation>Method: the picture's time read by a person and compared with the platform's clock. {reference}. Checked by: {who}. It is entered in the register when saved, and packages of evidence made from then on say it.</translation>
        </message>
        <message>
            <source>时:分:秒，日期也不对时输入 年-月-日 时:分:秒</source>
            <translation>hh:mm:ss, or yyyy-mm-dd hh:mm:ss when the date is wrong too</translation>
        </message>
        <message>
            <source>校时：{name}</source>
            <translation>Camera clock: {name}</translation>
        </message>
        <message>
            <source>正在回看，不能校时：请先回到实时画面</source>
            <translation>This tile shows the past: go back to live before checking its clock</translation>
        </message>
        <message>
            <source>画面上的时间（OSD）</source>
            <translation>Time in the picture (OSD)</translation>
        </message>
        <message>
            <source>看不出快慢（误差不到 1 秒）</source>
            <translation>No difference to be seen (less than 1 s)</translation>
        </message>
        <message>
            <source>看着画面上的时间，按回车“记下”，再输入按下那一刻画面显示的时间。</source>
            <translation>Watch the time in the picture and press Enter ("Note"), then type the time that the picture showed at that moment.</translation>
        </message>
        <message>
            <source>记下</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>请输入 时:分:秒，例如 08:05:09</source>
            <translation>Type hh:mm:ss, for example 08:05:09</translation>
        </message>
        <message>
            <source>这一路以前未校对</source>
            <translation>This camera's clock was never checked</translation>
        </message>
        <message>
            <source>重新记下</source>
            <translation>Note again</translation>
        </message>
    </context>
    <context>
        <name>ComputerClock</name>
        <message>
            <source>{d} 天 {h} 小时</source>
            <translation>{d} d {h} h</translation>
        </message>
        <message>
            <source>{h} 小时 {m} 分</source>
            <translation>{h} h {m} min</translation>
        </message>
        <message>
            <source>{m} 分 {s} 秒</source>
            <translation>{m} min {s} s</translation>
        </message>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>录像和回放按平台时间，不受影响。请在系统的“日期和时间”里打开自动设置，或通知管理员。</source>
            <translation>Recordings go by the platform's time and are not affected. Switch on automatic time in the system's settings, or tell your administrator.</translation>
        </message>
        <message>
            <source>本机时钟快 {length}，请校准</source>
            <translation>This computer's clock is {length} fast, please set it</translation>
        </message>
        <message>
            <source>本机时钟慢 {length}，请校准</source>
            <translation>This computer's clock is {length} slow, please set it</translation>
        </message>
    </context>
    <context>
        <name>ConnectionBanner</name>
        <message>
            <source>平台连接中断，正在重新连接；已打开的画面不受影响时会继续播放</source>
            <translation>Connection to the platform lost, reconnecting; open tiles play on where they can</translation>
        </message>
        <message>
            <source>无法播放视频：{problem}</source>
            <translation>Video cannot be played: {problem}</translation>
        </message>
        <message>
            <source>登录已失效，请重新登录；视墙保持原样</source>
            <translation>The sign-in is no longer valid, please sign in again; the wall stays as it is</translation>
        </message>
        <message>
            <source>重新登录</source>
            <translation>Sign in again</translation>
        </message>
    </context>
    <context>
        <name>CopiesPage</name>
        <message>
            <source>不在原处</source>
            <translation>Not where it was</translation>
        </message>
        <message>
            <source>位置</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>保存中</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>删除…</source>
            <translation>Delete…</translation>
        </message>
        <message>
            <source>删除期限</source>
            <translation>Delete by</translation>
        </message>
        <message>
            <source>即将到期</source>
            <translation>Due soon</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>导出人</source>
            <translation>Exported by</translation>
        </message>
        <message>
            <source>已删除并记入登记：{name}</source>
            <translation>Deleted and entered in the register: {name}</translation>
        </message>
        <message>
            <source>已到期，应删除</source>
            <translation>Overdue, delete it</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>有 {n} 个文件没能删除，请关闭正在使用它们的程序再试。</source>
            <translation>Files that could not be deleted: {n}. Close the programs that use them and try again.</translation>
        </message>
        <message>
            <source>本机没有导出的副本。</source>
            <translation>No exported copies on this machine.</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>登记编号</source>
            <translation>Entry</translation>
        </message>
    </context>
    <context>
        <name>DecisionDialog</name>
        <message>
            <source> 天</source>
            <translation> days</translation>
        </message>
        <message>
            <source>Ctrl+回车：批准　Esc：取消</source>
            <translation>Ctrl+Enter: approve　Esc: cancel</translation>
        </message>
        <message>
            <source>不批准</source>
            <translation>Refuse</translation>
        </message>
        <message>
            <source>不批准须写明理由</source>
            <translation>A refusal needs a reason</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>在本机审批</source>
            <translation>Decide on this machine</translation>
        </message>
        <message>
            <source>审批</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>审批人账号</source>
            <translation>Approver's account</translation>
        </message>
        <message>
            <source>审批意见（不批准时必填）</source>
            <translation>Opinion (needed for a refusal)</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>批准</source>
            <translation>Approve</translation>
        </message>
        <message>
            <source>批准后几天内有效</source>
            <translation>Valid for how many days</translation>
        </message>
        <message>
            <source>批准哪些（可去掉，可缩短）</source>
            <translation>What is granted (may be less than asked for)</translation>
        </message>
        <message>
            <source>登记人不能审批自己的申请，请另一个人来。</source>
            <translation>Nobody decides on their own request: another person is needed.</translation>
        </message>
        <message>
            <source>请审批人本人输入账号和密码；只用于这一次审批，不影响当前登录。</source>
            <translation>The approver types account and password; they are used for this decision only.</translation>
        </message>
        <message>
            <source>请审批人输入自己的账号和密码</source>
            <translation>The approver has to type account and password</translation>
        </message>
        <message>
            <source>请至少批准一路，并改正时段</source>
            <translation>Grant at least one camera, and correct the times</translation>
        </message>
        <message>
            <source>这个账号没有审批权限，或摄像机不在它的管理范围内。</source>
            <translation>This account may not decide, or the cameras are outside its scope.</translation>
        </message>
    </context>
    <context>
        <name>DeleteDialog</name>
        <message>
            <source>{folder}
删除后不能恢复；谁在什么时候删除的，会记入登记。</source>
            <translation>{folder}
It cannot be brought back; who deleted it and when is entered in the register.</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>删除本机副本</source>
            <translation>Delete the local copy</translation>
        </message>
        <message>
            <source>留着</source>
            <translation>Keep</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>EmptyHint</name>
        <message>
            <source>在左侧目录双击摄像机或按回车打开，也可以拖到任意格子
Ctrl+F 查找（支持拼音首字母） · Alt+数字 切换画面数</source>
            <translation>Double-click a camera in the directory or press Enter, or drag it to any tile
Ctrl+F finds (pinyin initials too) · Alt+digit changes the grid</translation>
        </message>
        <message>
            <source>左侧目录里可以查看摄像机和在线情况；录像在“回放”（F3）里看</source>
            <translation>The directory on the left shows cameras and whether they are online; recordings are in Playback (F3)</translation>
        </message>
        <message>
            <source>左侧目录里可以查看摄像机和在线情况；需要看画面请联系平台管理员</source>
            <translation>The directory on the left shows cameras and whether they are online; for pictures ask the platform's administrator</translation>
        </message>
        <message>
            <source>当前账号不能查看实时画面</source>
            <translation>This account may not watch live pictures</translation>
        </message>
        <message>
            <source>视墙上还没有画面</source>
            <translation>Nothing on the wall yet</translation>
        </message>
    </context>
    <context>
        <name>EntryBar</name>
        <message>
            <source>依登记 {number} 查阅　{unit}　{reason}</source>
            <translation>Viewing under entry {number}　{unit}　{reason}</translation>
        </message>
        <message>
            <source>当前画面不在批准的范围内</source>
            <translation>What is on show was not approved</translation>
        </message>
        <message>
            <source>结束查阅</source>
            <translation>Stop viewing</translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>导出失败：{names}</source>
            <translation>Export failed: {names}</translation>
        </message>
        <message>
            <source>导出完成，但缺少 {n} 处：{names}</source>
            <translation>Exported, missing parts: {n}. {names}</translation>
        </message>
        <message>
            <source>导出完成：{names}</source>
            <translation>Exported: {names}</translation>
        </message>
        <message>
            <source>已开始导出</source>
            <translation>Export started</translation>
        </message>
        <message>
            <source>已提交，等待审批：{number}</source>
            <translation>Submitted, waiting for a decision: {number}</translation>
        </message>
        <message>
            <source>摄像机不在当前账号的范围内</source>
            <translation>The camera is outside this account's scope</translation>
        </message>
        <message>
            <source>有 {n} 份本机副本已到期，应删除</source>
            <translation>Local copies that have to be deleted: {n}</translation>
        </message>
        <message>
            <source>查看</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>登记 {number} 已批准</source>
            <translation>Entry {number} was approved</translation>
        </message>
        <message>
            <source>登记 {number} 未获批准</source>
            <translation>Entry {number} was refused</translation>
        </message>
    </context>
    <context>
        <name>EvidenceBadges</name>
        <message>
            <source>副本到期 {n} 份</source>
            <translation>Copies overdue: {n}</translation>
        </message>
        <message>
            <source>副本即将到期 {n} 份</source>
            <translation>Copies due soon: {n}</translation>
        </message>
        <message>
            <source>导出 {n} 项 {percent}%</source>
            <translation>Exports: {n}, {percent}%</translation>
        </message>
        <message>
            <source>导出已结束 {n} 项</source>
            <translation>Exports ended: {n}</translation>
        </message>
        <message>
            <source>待审批 {n} 条</source>
            <translation>To decide: {n}</translation>
        </message>
    </context>
    <context>
        <name>EvidenceWindow</name>
        <message>
            <source>导出任务</source>
            <translation>Exports</translation>
        </message>
        <message>
            <source>本机副本</source>
            <translation>Local copies</translation>
        </message>
        <message>
            <source>调取与导出</source>
            <translation>Requests and exports</translation>
        </message>
        <message>
            <source>调取登记</source>
            <translation>Requests</translation>
        </message>
    </context>
    <context>
        <name>FileDialog</name>
        <message>
            <source>位置：</source>
            <translation>Look in:</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>文件名(&amp;N)：</source>
            <translation>File &amp;name:</translation>
        </message>
        <message>
            <source>文件夹(&amp;N)：</source>
            <translation>Fol&amp;der:</translation>
        </message>
        <message>
            <source>类型：</source>
            <translation>Type:</translation>
        </message>
    </context>
    <context>
        <name>FingerprintField</name>
        <message>
            <source>核对</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>输入调取登记表上打印的 64 位公钥指纹</source>
            <translation>Type the 64-digit key fingerprint printed on the register's form</translation>
        </message>
    </context>
    <context>
        <name>FolderField</name>
        <message>
            <source>选择文件夹</source>
            <translation>Choose a folder</translation>
        </message>
        <message>
            <source>选择文件夹…</source>
            <translation>Choose a folder…</translation>
        </message>
    </context>
    <context>
        <name>FootageBox</name>
        <message>
            <source>全部用第一路的时段</source>
            <translation>Use the first range for all</translation>
        </message>
        <message>
            <source>加入回放中的</source>
            <translation>Add from playback</translation>
        </message>
        <message>
            <source>加入回放中的摄像机，时段是时间轴上的起点到终点</source>
            <translation>Add what playback shows, from in to out on the timeline</translation>
        </message>
        <message>
            <source>还没有摄像机。在上面查找，或从目录里拖过来；回放时按 Shift+E 直接带入。</source>
            <translation>No cameras yet. Find them above or drag them from the directory; Shift+E in playback brings them along.</translation>
        </message>
    </context>
    <context>
        <name>FootageRow</name>
        <message>
            <source>去掉这一路</source>
            <translation>Remove this camera</translation>
        </message>
        <message>
            <source>开始时间</source>
            <translation>From</translation>
        </message>
        <message>
            <source>当面签字</source>
            <translation>Signed in person</translation>
        </message>
        <message>
            <source>微信、短信同意（已截图）</source>
            <translation>By message (picture kept)</translation>
        </message>
        <message>
            <source>户主何时同意的</source>
            <translation>When the owner consented</translation>
        </message>
        <message>
            <source>户主姓名</source>
            <translation>Owner's name</translation>
        </message>
        <message>
            <source>户主怎样同意的</source>
            <translation>How the owner consented</translation>
        </message>
        <message>
            <source>电话同意（已录音）</source>
            <translation>By telephone (recorded)</translation>
        </message>
        <message>
            <source>结束时间</source>
            <translation>To</translation>
        </message>
    </context>
    <context>
        <name>FormPrinting</name>
        <message>
            <source>保存提取清单</source>
            <translation>Save the list</translation>
        </message>
        <message>
            <source>保存登记表</source>
            <translation>Save the form</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>提取清单</source>
            <translation>Extraction list</translation>
        </message>
        <message>
            <source>提取清单不能放进证据包里，请存在旁边</source>
            <translation>The list must not lie inside the package: save it beside</translation>
        </message>
        <message>
            <source>提取清单已保存：{name}</source>
            <translation>The list is saved: {name}</translation>
        </message>
        <message>
            <source>没有打印：证据包不在原处，或清单与登记的不一致，请先验证</source>
            <translation>Not printed: the package is gone, or its manifest is not the registered one. Verify it first</translation>
        </message>
        <message>
            <source>调取登记表</source>
            <translation>Request form</translation>
        </message>
    </context>
    <context>
        <name>GrantedRows</name>
        <message>
            <source>须在申请的时段之内，结束晚于开始</source>
            <translation>Must lie within the range asked for, and end after its start</translation>
        </message>
    </context>
    <context>
        <name>InfoOverlay</name>
        <message>
            <source>主码流</source>
            <translation>Main stream</translation>
        </message>
        <message>
            <source>人工指定码流</source>
            <translation>stream chosen by hand</translation>
        </message>
        <message>
            <source>只有这一路码流</source>
            <translation>the only stream</translation>
        </message>
        <message>
            <source>大格子用主码流</source>
            <translation>main stream: large tile</translation>
        </message>
        <message>
            <source>子码流</source>
            <translation>Sub-stream</translation>
        </message>
        <message>
            <source>小格子用子码流</source>
            <translation>sub-stream: small tile</translation>
        </message>
        <message>
            <source>性能不足，用子码流</source>
            <translation>sub-stream: machine too slow</translation>
        </message>
        <message>
            <source>放大显示</source>
            <translation>maximised</translation>
        </message>
        <message>
            <source>画面多，用子码流</source>
            <translation>sub-stream: many tiles</translation>
        </message>
        <message>
            <source>画面距今 {n} 毫秒</source>
            <translation>picture {n} ms old</translation>
        </message>
    </context>
    <context>
        <name>JobCard</name>
        <message>
            <source>{names} 等 {n} 项</source>
            <translation>{names} and others, {n} in all</translation>
        </message>
        <message>
            <source>从列表移除</source>
            <translation>Remove from list</translation>
        </message>
        <message>
            <source>优先</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>做加密压缩包…</source>
            <translation>Encrypted ZIP…</translation>
        </message>
        <message>
            <source>制作浏览件…</source>
            <translation>Browsing copy…</translation>
        </message>
        <message>
            <source>加密压缩包还没有做：程序重启后不再知道密码，请重新输入。</source>
            <translation>The encrypted ZIP is still missing: its password went with the former run. Please type it again.</translation>
        </message>
        <message>
            <source>取消任务</source>
            <translation>Cancel export</translation>
        </message>
        <message>
            <source>各个文件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>打印提取清单…</source>
            <translation>Print the list…</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>暂停</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>登记 {number}</source>
            <translation>Entry {number}</translation>
        </message>
        <message>
            <source>继续</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>缺少 {n} 处：</source>
            <translation>Missing parts: {n}</translation>
        </message>
        <message>
            <source>补取缺失部分</source>
            <translation>Fetch missing parts</translation>
        </message>
        <message>
            <source>还有 {n} 处</source>
            <translation>and {n} more</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>验证</source>
            <translation>Verify</translation>
        </message>
    </context>
    <context>
        <name>LanguageButton</name>
        <message>
            <source>界面语言</source>
            <translation>Language</translation>
        </message>
    </context>
    <context>
        <name>LeaveDialog</name>
        <message>
            <source>仍然离开</source>
            <translation>Leave all the same</translation>
        </message>
        <message>
            <source>导出还没有完成</source>
            <translation>Exports are not finished</translation>
        </message>
        <message>
            <source>留下</source>
            <translation>Stay</translation>
        </message>
        <message>
            <source>还有 {n} 个导出任务没有完成。现在离开会暂停，已取到的部分留着，下次登录后自动接着导出。</source>
            <translation>Exports not finished: {n}. They stop now, keep what they have, and go on by themselves after the next sign-in.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>上次视墙上有 {n} 路摄像机不在当前账号范围内，未恢复</source>
            <translation>Cameras of the last wall outside this account's scope, not restored: {n}</translation>
        </message>
        <message>
            <source>当前账号没有查看实时画面的权限</source>
            <translation>This account may not watch live pictures</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>视墙已满，替换了“{name}”</source>
            <translation>The wall was full: "{name}" was replaced</translation>
        </message>
        <message>
            <source>雪亮视墙</source>
            <translation>Xueliang Wall</translation>
        </message>
    </context>
    <context>
        <name>MomentField</name>
        <message>
            <source>如 0210，昨天 22:15</source>
            <translation>such as 0210, yesterday 22:15</translation>
        </message>
    </context>
    <context>
        <name>OrderDialog</name>
        <message>
            <source>Ctrl+回车：开始　Esc：取消</source>
            <translation>Ctrl+Enter: start　Esc: cancel</translation>
        </message>
        <message>
            <source>一次最多 {n} 项</source>
            <translation>At most {n} at once</translation>
        </message>
        <message>
            <source>两次输入的密码不一样</source>
            <translation>The two passwords differ</translation>
        </message>
        <message>
            <source>以下时段没有录像，证据包里会列明：</source>
            <translation>There is no recording of these parts; the package will say so:</translation>
        </message>
        <message>
            <source>依据哪条调取登记</source>
            <translation>Under which entry of the register</translation>
        </message>
        <message>
            <source>再输一次</source>
            <translation>Once more</translation>
        </message>
        <message>
            <source>压缩包密码至少 {n} 位</source>
            <translation>The password needs at least {n} characters</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>另做一个加密压缩包（AES-256，交付用）</source>
            <translation>Also make an encrypted ZIP (AES-256, to hand over)</translation>
        </message>
        <message>
            <source>存放在</source>
            <translation>Put it into</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>导出录像</source>
            <translation>Export footage</translation>
        </message>
        <message>
            <source>开始导出</source>
            <translation>Start export</translation>
        </message>
        <message>
            <source>录像完整，没有缺口。</source>
            <translation>The recordings are complete.</translation>
        </message>
        <message>
            <source>摄像机和时段（北京时间）</source>
            <translation>Cameras and ranges (Beijing time)</translation>
        </message>
        <message>
            <source>有时段看不懂，或结束不晚于开始</source>
            <translation>A range cannot be understood, or does not end after its start</translation>
        </message>
        <message>
            <source>正在核对录像是否完整…</source>
            <translation>Checking whether the recordings are complete…</translation>
        </message>
        <message>
            <source>申请调取这些录像…</source>
            <translation>Request this footage…</translation>
        </message>
        <message>
            <source>目标磁盘可用 {size}</source>
            <translation>free on the disk: {size}</translation>
        </message>
        <message>
            <source>约 {size}</source>
            <translation>about {size}</translation>
        </message>
        <message>
            <source>请加入要导出的摄像机和时段</source>
            <translation>Add the cameras and ranges to export</translation>
        </message>
        <message>
            <source>请选择存放的文件夹</source>
            <translation>Choose a folder</translation>
        </message>
        <message>
            <source>还有 {n} 处</source>
            <translation>and {n} more</translation>
        </message>
    </context>
    <context>
        <name>PanelHeader</name>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>只显示在线</source>
            <translation>Online only</translation>
        </message>
        <message>
            <source>收藏</source>
            <translation>Favourites</translation>
        </message>
        <message>
            <source>最近</source>
            <translation>Recent</translation>
        </message>
        <message>
            <source>隐藏没有摄像机的区域</source>
            <translation>Hide regions without cameras</translation>
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>再输一次</source>
            <translation>Once more</translation>
        </message>
        <message>
            <source>加密压缩包</source>
            <translation>Encrypted ZIP</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>密码（至少 {n} 位，另行告知接收人）</source>
            <translation>Password (at least {n} characters, told to the receiver apart)</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Start</translation>
        </message>
    </context>
    <context>
        <name>PasswordField</name>
        <message>
            <source>显示密码</source>
            <translation>Show the password</translation>
        </message>
        <message>
            <source>隐藏密码</source>
            <translation>Hide the password</translation>
        </message>
    </context>
    <context>
        <name>PersonsBox</name>
        <message>
            <source>加一人</source>
            <translation>Add a person</translation>
        </message>
        <message>
            <source>去掉此人</source>
            <translation>Remove this person</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Telephone</translation>
        </message>
        <message>
            <source>证件号码</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>证件类型</source>
            <translation>Kind of document</translation>
        </message>
    </context>
    <context>
        <name>Playback</name>
        <message>
            <source>{n} 秒后重试</source>
            <translation>retry in {n} s</translation>
        </message>
        <message>
            <source>{time} 起有录像</source>
            <translation>footage from {time}</translation>
        </message>
        <message>
            <source>{user} 正在回放</source>
            <translation>{user} is playing it</translation>
        </message>
        <message>
            <source>{user} 自 {time} 起在回放</source>
            <translation>{user} has been playing it since {time}</translation>
        </message>
        <message>
            <source>书签已保存</source>
            <translation>Bookmark saved</translation>
        </message>
        <message>
            <source>书签已保存在本机（平台不可用）</source>
            <translation>Bookmark kept on this machine (platform unavailable)</translation>
        </message>
        <message>
            <source>从这里继续</source>
            <translation>Continue from here</translation>
        </message>
        <message>
            <source>倒放 {speed}</source>
            <translation>backwards {speed}</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>回放停在 {time}</source>
            <translation>Playback stands still at {time}</translation>
        </message>
        <message>
            <source>国标编号</source>
            <translation>Device ID</translation>
        </message>
        <message>
            <source>在左侧目录双击摄像机，或把摄像机拖到这里，开始回放</source>
            <translation>Double-click a camera in the directory, or drag it here, to begin playback</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>导出书签列表</source>
            <translation>Export the list of bookmarks</translation>
        </message>
        <message>
            <source>已导出 {n} 个书签</source>
            <translation>{n} bookmarks exported</translation>
        </message>
        <message>
            <source>已跳过无录像的时段（{length}）</source>
            <translation>Skipped a gap without footage ({length})</translation>
        </message>
        <message>
            <source>平台不提供录像回放</source>
            <translation>The platform offers no playback</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>当前账号没有回放录像的权限</source>
            <translation>This account may not play recordings</translation>
        </message>
        <message>
            <source>当前账号没有此录像的权限</source>
            <translation>This account may not see this recording</translation>
        </message>
        <message>
            <source>录像列表有 {n} 处异常，已忽略</source>
            <translation>{n} odd entries in the list of recordings ignored</translation>
        </message>
        <message>
            <source>录像到 {time} 为止</source>
            <translation>Footage ends at {time}</translation>
        </message>
        <message>
            <source>录像到此结束</source>
            <translation>The footage ends here</translation>
        </message>
        <message>
            <source>录像已被覆盖</source>
            <translation>Footage overwritten</translation>
        </message>
        <message>
            <source>录像无法播放</source>
            <translation>Footage cannot be played</translation>
        </message>
        <message>
            <source>报警 {time}</source>
            <translation>Alarm {time}</translation>
        </message>
        <message>
            <source>接着回放</source>
            <translation>Back to playback</translation>
        </message>
        <message>
            <source>摄像机</source>
            <translation>Camera</translation>
        </message>
        <message>
            <source>摄像机不在当前账号的范围内</source>
            <translation>The camera is outside this account's scope</translation>
        </message>
        <message>
            <source>摄像机时钟快 {length}</source>
            <translation>camera clock {length} fast</translation>
        </message>
        <message>
            <source>摄像机时钟慢 {length}</source>
            <translation>camera clock {length} slow</translation>
        </message>
        <message>
            <source>播放速度</source>
            <translation>Speed</translation>
        </message>
        <message>
            <source>无权回放</source>
            <translation>No permission</translation>
        </message>
        <message>
            <source>最多同时回放 16 路</source>
            <translation>At most 16 cameras at once</translation>
        </message>
        <message>
            <source>最早的录像：{time}</source>
            <translation>oldest footage: {time}</translation>
        </message>
        <message>
            <source>本段已放完</source>
            <translation>This part has ended</translation>
        </message>
        <message>
            <source>正在定位 {time}</source>
            <translation>Going to {time}</translation>
        </message>
        <message>
            <source>正在载入录像</source>
            <translation>Loading footage</translation>
        </message>
        <message>
            <source>此刻无录像</source>
            <translation>No footage at this moment</translation>
        </message>
        <message>
            <source>此前没有报警</source>
            <translation>No alarm before this</translation>
        </message>
        <message>
            <source>此前没有移动侦测</source>
            <translation>No motion before this</translation>
        </message>
        <message>
            <source>此前没有移动侦测和报警</source>
            <translation>Neither motion nor alarm before this</translation>
        </message>
        <message>
            <source>此后没有录像</source>
            <translation>no footage after this</translation>
        </message>
        <message>
            <source>此后没有录像，已暂停</source>
            <translation>No footage after this: paused</translation>
        </message>
        <message>
            <source>此后没有报警</source>
            <translation>No alarm after this</translation>
        </message>
        <message>
            <source>此后没有移动侦测</source>
            <translation>No motion after this</translation>
        </message>
        <message>
            <source>此后没有移动侦测和报警</source>
            <translation>Neither motion nor alarm after this</translation>
        </message>
        <message>
            <source>用户</source>
            <translation>User</translation>
        </message>
        <message>
            <source>登录已失效</source>
            <translation>Signed out</translation>
        </message>
        <message>
            <source>看上一段录像的结尾</source>
            <translation>See the end of the last footage</translation>
        </message>
        <message>
            <source>移动侦测 {time}</source>
            <translation>Motion {time}</translation>
        </message>
        <message>
            <source>移动侦测和报警都已隐藏：按 M 显示移动侦测，按 A 显示报警</source>
            <translation>Motion and alarms are hidden: M shows motion, A shows alarms</translation>
        </message>
        <message>
            <source>立即重试</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>End</translation>
        </message>
        <message>
            <source>设备已空闲，“{name}”开始回放</source>
            <translation>The device is free, {name} plays now</translation>
        </message>
        <message>
            <source>设备正被占用，一次只能放一路</source>
            <translation>Device busy: it plays to one viewer at a time</translation>
        </message>
        <message>
            <source>跳到下一段录像</source>
            <translation>Go to next footage</translation>
        </message>
        <message>
            <source>载入中…</source>
            <translation>Loading…</translation>
        </message>
        <message>
            <source>重新登录</source>
            <translation>Sign in again</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>常规</source>
            <translation>General</translation>
        </message>
        <message>
            <source>恢复默认值</source>
            <translation>Restore defaults</translation>
        </message>
        <message>
            <source>查找设置</source>
            <translation>Find a setting</translation>
        </message>
        <message>
            <source>没有这样的设置</source>
            <translation>No such setting</translation>
        </message>
        <message>
            <source>画面</source>
            <translation>Pictures</translation>
        </message>
        <message>
            <source>目录</source>
            <translation>Directory</translation>
        </message>
        <message>
            <source>网络与解码</source>
            <translation>Network and decoding</translation>
        </message>
        <message>
            <source>设置</source>
            <translation>Preferences</translation>
        </message>
        <message>
            <source>调取与导出</source>
            <translation>Requests and export</translation>
        </message>
    </context>
    <context>
        <name>QueuePage</name>
        <message>
            <source>没有导出任务。
回放时用 [ 和 ] 标出起点和终点，再按 E。</source>
            <translation>No exports.
In playback, mark in and out with [ and ], then press E.</translation>
        </message>
    </context>
    <context>
        <name>ReauthenticateDialog</name>
        <message>
            <source>{user} 的登录已过期。请再输入一次密码；视墙的布局和画面都会保留。</source>
            <translation>The sign-in of {user} has expired. Please enter the password again; the wall keeps its layout and pictures.</translation>
        </message>
        <message>
            <source>以后再说</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>再次确认身份</source>
            <translation>Confirm who you are</translation>
        </message>
        <message>
            <source>登录</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>请输入密码</source>
            <translation>Password</translation>
        </message>
    </context>
    <context>
        <name>RegisterModel</name>
        <message>
            <source>事由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>登记时间</source>
            <translation>Entered</translation>
        </message>
        <message>
            <source>登记编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
    </context>
    <context>
        <name>RegisterPage</name>
        <message>
            <source>全部状态</source>
            <translation>All states</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>办结</source>
            <translation>Close entry</translation>
        </message>
        <message>
            <source>在回放中查看</source>
            <translation>View in playback</translation>
        </message>
        <message>
            <source>在本机审批…</source>
            <translation>Decide here…</translation>
        </message>
        <message>
            <source>审批…</source>
            <translation>Decide…</translation>
        </message>
        <message>
            <source>导出…</source>
            <translation>Export…</translation>
        </message>
        <message>
            <source>打印登记表…</source>
            <translation>Print form…</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>新登记</source>
            <translation>New entry</translation>
        </message>
        <message>
            <source>没有符合的登记</source>
            <translation>No such entry</translation>
        </message>
        <message>
            <source>照此再登记</source>
            <translation>Use as template</translation>
        </message>
        <message>
            <source>编号、单位、人员、事由、案件、摄像机</source>
            <translation>Number, unit, person, reason, case, camera</translation>
        </message>
        <message>
            <source>还没有调取登记。
为他人查看、复制录像前先登记。</source>
            <translation>No entries yet.
Enter a request before footage is shown or copied for others.</translation>
        </message>
    </context>
    <context>
        <name>Replay</name>
        <message>
            <source>{n} 路</source>
            <translation>Tiles: {n}</translation>
        </message>
        <message>
            <source>−{n} s</source>
            <translation>−{n} s</translation>
        </message>
        <message>
            <source>只保留了 {n} 秒，从最早处开始</source>
            <translation>Only {n} s are kept; starting at the oldest</translation>
        </message>
        <message>
            <source>回到实时</source>
            <translation>To live</translation>
        </message>
        <message>
            <source>回到实时（L 或 Esc）</source>
            <translation>Back to live (L or Esc)</translation>
        </message>
        <message>
            <source>回看</source>
            <translation>Replay</translation>
        </message>
        <message>
            <source>回看 定位中</source>
            <translation>Replay, seeking</translation>
        </message>
        <message>
            <source>暂停（空格）</source>
            <translation>Pause (space)</translation>
        </message>
        <message>
            <source>此路 {time} 起才有</source>
            <translation>Kept from {time} only</translation>
        </message>
        <message>
            <source>继续（空格）</source>
            <translation>Continue (space)</translation>
        </message>
        <message>
            <source>还没有可以回看的画面</source>
            <translation>Nothing is kept for replay yet</translation>
        </message>
    </context>
    <context>
        <name>RequestForm</name>
        <message>
            <source> 天</source>
            <translation> days</translation>
        </message>
        <message>
            <source>Tab、回车：下一栏　Ctrl+回车：提交</source>
            <translation>Tab, Enter: next field　Ctrl+Enter: submit</translation>
        </message>
        <message>
            <source>为了什么</source>
            <translation>What for</translation>
        </message>
        <message>
            <source>事由、案由</source>
            <translation>Reason, cause</translation>
        </message>
        <message>
            <source>以后再填</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>住址（村、组）</source>
            <translation>Address (village, group)</translation>
        </message>
        <message>
            <source>例如：查找肇事车辆</source>
            <translation>e.g. find the vehicle</translation>
        </message>
        <message>
            <source>例如：调取证据通知书</source>
            <translation>e.g. notice to take evidence</translation>
        </message>
        <message>
            <source>例如：货车撞坏商店铁棚后逃逸</source>
            <translation>e.g. a truck hit a shop and fled</translation>
        </message>
        <message>
            <source>保密告知</source>
            <translation>Secrecy notice</translation>
        </message>
        <message>
            <source>关闭，已填的留着　Esc</source>
            <translation>Close and keep what is filled in　Esc</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>到场人员</source>
            <translation>Persons present</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>已向申请人宣读，申请人知悉</source>
            <translation>Read to the requesters, who took note of it</translation>
        </message>
        <message>
            <source>提交审批</source>
            <translation>Submit</translation>
        </message>
        <message>
            <source>提交审批　Ctrl+Enter</source>
            <translation>Submit　Ctrl+Enter</translation>
        </message>
        <message>
            <source>摄像机和时段（北京时间）</source>
            <translation>Cameras and ranges (Beijing time)</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Its number</translation>
        </message>
        <message>
            <source>本机副本多少天后删除</source>
            <translation>Delete the local copy after</translation>
        </message>
        <message>
            <source>案（事）件编号</source>
            <translation>Case number</translation>
        </message>
        <message>
            <source>法律文书名称</source>
            <translation>Legal document</translation>
        </message>
        <message>
            <source>法律文书扫描件</source>
            <translation>Scan of the legal document</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>申请主体</source>
            <translation>Requester</translation>
        </message>
        <message>
            <source>申请方批准人</source>
            <translation>Approved on their side by</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>要哪些录像</source>
            <translation>Which footage</translation>
        </message>
        <message>
            <source>谁来申请</source>
            <translation>Who asks</translation>
        </message>
        <message>
            <source>调取登记</source>
            <translation>Request for footage</translation>
        </message>
        <message>
            <source>还有 {n} 处要补充，已在各栏下面写明。</source>
            <translation>Still to complete: {n}. It is said under each field.</translation>
        </message>
        <message>
            <source>陪同人</source>
            <translation>Accompanied by</translation>
        </message>
    </context>
    <context>
        <name>ResidentBox</name>
        <message>
            <source>与画面中人或物的关系</source>
            <translation>Relation to the person or thing in the picture</translation>
        </message>
        <message>
            <source>例如：核对身份证原件</source>
            <translation>e.g. saw the identity card</translation>
        </message>
        <message>
            <source>单位同意人</source>
            <translation>Who consented there</translation>
        </message>
        <message>
            <source>同意时间</source>
            <translation>When</translation>
        </message>
        <message>
            <source>同意查阅的管理单位</source>
            <translation>Managing unit that consented</translation>
        </message>
        <message>
            <source>本人</source>
            <translation>The person</translation>
        </message>
        <message>
            <source>监护人</source>
            <translation>Guardian</translation>
        </message>
        <message>
            <source>看护、代管人</source>
            <translation>Carer</translation>
        </message>
        <message>
            <source>身份怎样核验</source>
            <translation>How identity was checked</translation>
        </message>
        <message>
            <source>近亲属</source>
            <translation>Close relative</translation>
        </message>
    </context>
    <context>
        <name>RetrievalDetail</name>
        <message>
            <source>事由、案由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>关系</source>
            <translation>Relation</translation>
        </message>
        <message>
            <source>到场人员</source>
            <translation>Persons</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>审批人</source>
            <translation>Decided by</translation>
        </message>
        <message>
            <source>审批意见</source>
            <translation>Opinion</translation>
        </message>
        <message>
            <source>审批时间</source>
            <translation>Decided at</translation>
        </message>
        <message>
            <source>家庭</source>
            <translation>household</translation>
        </message>
        <message>
            <source>平台没有登记功能，此条登记在本机。</source>
            <translation>The platform keeps no register; this entry is kept on this machine.</translation>
        </message>
        <message>
            <source>户主同意</source>
            <translation>Owner's consent</translation>
        </message>
        <message>
            <source>扫描件（点开查看）</source>
            <translation>Scans (click to look)</translation>
        </message>
        <message>
            <source>批准范围</source>
            <translation>Granted</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>本机副本删除期限</source>
            <translation>Delete copy by</translation>
        </message>
        <message>
            <source>案（事）件编号</source>
            <translation>Case number</translation>
        </message>
        <message>
            <source>法律文书</source>
            <translation>Legal document</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>申请主体</source>
            <translation>Requester</translation>
        </message>
        <message>
            <source>申请方批准人</source>
            <translation>Approved on their side by</translation>
        </message>
        <message>
            <source>登记人</source>
            <translation>Entered by</translation>
        </message>
        <message>
            <source>管理单位同意</source>
            <translation>Unit's consent</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>身份核验</source>
            <translation>Identity check</translation>
        </message>
        <message>
            <source>陪同人</source>
            <translation>Accompanied by</translation>
        </message>
    </context>
    <context>
        <name>ScansBox</name>
        <message>
            <source>“{name}”不是 PDF、JPEG 或 PNG</source>
            <translation>"{name}" is no PDF, JPEG or PNG</translation>
        </message>
        <message>
            <source>“{name}”已经在列表里</source>
            <translation>"{name}" is in the list already</translation>
        </message>
        <message>
            <source>“{name}”是空文件</source>
            <translation>"{name}" is empty</translation>
        </message>
        <message>
            <source>“{name}”超过 10 MB</source>
            <translation>"{name}" is larger than 10 MB</translation>
        </message>
        <message>
            <source>加扫描件…</source>
            <translation>Add scans…</translation>
        </message>
        <message>
            <source>去掉此文件</source>
            <translation>Remove this file</translation>
        </message>
        <message>
            <source>图片和 PDF</source>
            <translation>Pictures and PDF</translation>
        </message>
        <message>
            <source>或把图片、PDF 拖到这里，每个不超过 10 MB</source>
            <translation>or drop pictures and PDFs here, 10 MB each at most</translation>
        </message>
        <message>
            <source>文件够多了，“{name}”没有加入</source>
            <translation>Enough files: "{name}" was not added</translation>
        </message>
        <message>
            <source>读不到文件“{name}”</source>
            <translation>Cannot read "{name}"</translation>
        </message>
        <message>
            <source>选择扫描件</source>
            <translation>Choose scans</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>搜索名称、村名、编号、拼音</source>
            <translation>Name, village, id, pinyin</translation>
        </message>
        <message>
            <source>搜索摄像机</source>
            <translation>Search cameras</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>清除（Esc）</source>
            <translation>Clear (Esc)</translation>
        </message>
    </context>
    <context>
        <name>SearchPage</name>
        <message>
            <source>{n} 路</source>
            <translation>Found: {n}</translation>
        </message>
        <message>
            <source>前 {n} 路，还有更多：请再输入几个字</source>
            <translation>First {n}, there are more: type a little more</translation>
        </message>
        <message>
            <source>可以试试村名、点位俗称或拼音首字母，例如 wtc。</source>
            <translation>Try a village, a local name or pinyin initials such as wtc.</translation>
        </message>
        <message>
            <source>正在搜索…</source>
            <translation>Searching…</translation>
        </message>
        <message>
            <source>没有找到“{text}”</source>
            <translation>Nothing found for "{text}"</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>快捷键</source>
            <translation>Keyboard shortcuts</translation>
        </message>
    </context>
    <context>
        <name>SignInForm</name>
        <message>
            <source>从列表中删除这个平台，连同保存的密码</source>
            <translation>Remove this platform and its kept passwords</translation>
        </message>
        <message>
            <source>例如 10.1.2.3:8080</source>
            <translation>for example 10.1.2.3:8080</translation>
        </message>
        <message>
            <source>大写锁定已打开</source>
            <translation>Caps Lock is on</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>已保存，可直接登录</source>
            <translation>Kept: just sign in</translation>
        </message>
        <message>
            <source>平台地址</source>
            <translation>Platform address</translation>
        </message>
        <message>
            <source>本机没有可用的系统密钥环，密码不会保存，下次需重新输入。</source>
            <translation>No system keyring answers here, so the password will not be kept: you will need it next time.</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User</translation>
        </message>
        <message>
            <source>记住密码</source>
            <translation>Remember the password</translation>
        </message>
        <message>
            <source>请填写密码</source>
            <translation>Please enter the password</translation>
        </message>
        <message>
            <source>请填写平台地址</source>
            <translation>Please enter the platform's address</translation>
        </message>
        <message>
            <source>请填写用户名</source>
            <translation>Please enter the user name</translation>
        </message>
        <message>
            <source>请输入密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>请输入用户名</source>
            <translation>User name</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>{time} 后可再试</source>
            <translation>Try again in {time}</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>正在登录</source>
            <translation>Signing in</translation>
        </message>
        <message>
            <source>登录</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>综治中心视频监控客户端</source>
            <translation>Video wall for governance centres</translation>
        </message>
        <message>
            <source>雪亮视墙</source>
            <translation>Xueliang Wall</translation>
        </message>
    </context>
    <context>
        <name>SignInWindow</name>
        <message>
            <source>登录 - 雪亮视墙</source>
            <translation>Sign in - Xueliang Wall</translation>
        </message>
    </context>
    <context>
        <name>Snapshots</name>
        <message>
            <source> 张</source>
            <translation> pictures</translation>
        </message>
        <message>
            <source> 秒</source>
            <translation> s</translation>
        </message>
        <message>
            <source>%v / %m 张</source>
            <translation>%v of %m</translation>
        </message>
        <message>
            <source>{name}：从录像的 {time} 起</source>
            <translation>{name}: from {time} of the recording</translation>
        </message>
        <message>
            <source>{name}：从现在起，实时画面</source>
            <translation>{name}: live, from now on</translation>
        </message>
        <message>
            <source>事由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>以后的截图按新的事由登记</source>
            <translation>Snapshots are registered with the new reason from now on</translation>
        </message>
        <message>
            <source>例如：核查 995 警情、巡查发现路面积水</source>
            <translation>e.g. checking a 995 alarm, flooded road seen on patrol</translation>
        </message>
        <message>
            <source>停止（保留已截的）</source>
            <translation>Stop (keep what was taken)</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>已截图 {n} 张并登记，{missing} 张没有截到：{name} {time}</source>
            <translation>{n} snapshots taken and registered, {missing} could not be taken: {name} {time}</translation>
        </message>
        <message>
            <source>已截图 {n} 张并登记：{name} {time}</source>
            <translation>{n} snapshots taken and registered: {name} {time}</translation>
        </message>
        <message>
            <source>已截图并登记：{name} {time}</source>
            <translation>Snapshot taken and registered: {name} {time}</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>张数（1–10）</source>
            <translation>Pictures (1–10)</translation>
        </message>
        <message>
            <source>截图事由</source>
            <translation>Reason for snapshots</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>改按本单位使用截图</source>
            <translation>Take it for our own unit</translation>
        </message>
        <message>
            <source>本单位值班截图须登记事由（条例第 16 条），本班 12 小时内不再询问。要交给其他单位或个人的截图，请先登记并报批，再依登记查阅时截图。</source>
            <translation>Snapshots on duty are registered with a reason (Order 799 Art. 16); it is not asked again for 12 hours. For pictures that others are to get, make a request first and take them while viewing under it.</translation>
        </message>
        <message>
            <source>本机设置为截图须有已批准的登记：请先依登记查阅，再截图</source>
            <translation>Snapshots need an approved entry on this computer: view under an entry first</translation>
        </message>
        <message>
            <source>正在截图…</source>
            <translation>Taking a snapshot…</translation>
        </message>
        <message>
            <source>没有截到图：{reason}</source>
            <translation>No snapshot: {reason}</translation>
        </message>
        <message>
            <source>登记 {number} 没有批准截取这一画面</source>
            <translation>Entry {number} does not allow this picture</translation>
        </message>
        <message>
            <source>确定</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>详情</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>连续截图</source>
            <translation>Series of snapshots</translation>
        </message>
        <message>
            <source>选中的画面上没有图像，无法截图</source>
            <translation>There is no picture in the selected tile</translation>
        </message>
        <message>
            <source>间隔（至少 1 秒）</source>
            <translation>Interval (at least 1 s)</translation>
        </message>
    </context>
    <context>
        <name>SplitDialog</name>
        <message>
            <source>{n} 个画面同时播放，每个画面 {length}；双击任一画面从那里继续。</source>
            <translation>{n} tiles play at once, {length} each; double-click one to continue from there.</translation>
        </message>
        <message>
            <source>{n} 段</source>
            <translation>{n} parts</translation>
        </message>
        <message>
            <source>分段回放</source>
            <translation>Split playback</translation>
        </message>
        <message>
            <source>前后各 2 小时</source>
            <translation>2 hours before and after</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>起点到终点</source>
            <translation>In to out mark</translation>
        </message>
        <message>
            <source>这一天</source>
            <translation>This day</translation>
        </message>
        <message>
            <source>这一小时</source>
            <translation>This hour</translation>
        </message>
        <message>
            <source>这段录像存在设备上，设备一次只能放一路，其他画面会显示被占用。</source>
            <translation>This footage lies on the device, which plays to one viewer at a time: other tiles will say that it is busy.</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>摄像机在线 {online} / {total}</source>
            <translation>Cameras online {online} / {total}</translation>
        </message>
        <message>
            <source>查阅登记写入失败，正在重试</source>
            <translation>Viewings cannot be registered, retrying</translation>
        </message>
        <message>
            <source>画面实时 {live} / {busy}</source>
            <translation>Tiles live {live} / {busy}</translation>
        </message>
    </context>
    <context>
        <name>Tile</name>
        <message>
            <source>{n} 秒后重试</source>
            <translation>Trying again in {n} s</translation>
        </message>
        <message>
            <source>上线后自动打开</source>
            <translation>Opens when it is back online</translation>
        </message>
        <message>
            <source>云台</source>
            <translation>PTZ</translation>
        </message>
        <message>
            <source>即时回看</source>
            <translation>Instant replay</translation>
        </message>
        <message>
            <source>实时</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>已连接，等待完整画面</source>
            <translation>Connected, waiting for a whole picture</translation>
        </message>
        <message>
            <source>平台无法连接</source>
            <translation>Platform unreachable</translation>
        </message>
        <message>
            <source>当前账号没有此画面的权限</source>
            <translation>This account may not see this camera</translation>
        </message>
        <message>
            <source>拖入或双击摄像机放到这里</source>
            <translation>Drag or double-click a camera to put it here</translation>
        </message>
        <message>
            <source>换一路码流</source>
            <translation>Other stream</translation>
        </message>
        <message>
            <source>排队等待</source>
            <translation>Queued</translation>
        </message>
        <message>
            <source>摄像机离线</source>
            <translation>Camera offline</translation>
        </message>
        <message>
            <source>播放组件故障</source>
            <translation>Player failed</translation>
        </message>
        <message>
            <source>无信号</source>
            <translation>No signal</translation>
        </message>
        <message>
            <source>无权查看</source>
            <translation>No permission</translation>
        </message>
        <message>
            <source>本机无法解码此视频</source>
            <translation>This machine cannot decode the video</translation>
        </message>
        <message>
            <source>正在连接</source>
            <translation>Connecting</translation>
        </message>
        <message>
            <source>正在重新连接</source>
            <translation>Reconnecting</translation>
        </message>
        <message>
            <source>画面停止</source>
            <translation>Frozen</translation>
        </message>
        <message>
            <source>画面停止 {h} 小时 {m} 分</source>
            <translation>Frozen {h} h {m} min</translation>
        </message>
        <message>
            <source>画面停止 {m} 分 {s} 秒</source>
            <translation>Frozen {m} min {s} s</translation>
        </message>
        <message>
            <source>画面停止 {n} 秒</source>
            <translation>Frozen {n} s</translation>
        </message>
        <message>
            <source>登录已失效</source>
            <translation>Signed out</translation>
        </message>
        <message>
            <source>移出画面</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>空</source>
            <translation>Empty</translation>
        </message>
        <message>
            <source>立即重试</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>等待关键帧</source>
            <translation>Waiting for key frame</translation>
        </message>
        <message>
            <source>等待前面的画面打开</source>
            <translation>Waiting for earlier tiles</translation>
        </message>
        <message>
            <source>编码不支持</source>
            <translation>Codec not supported</translation>
        </message>
        <message>
            <source>重新登录</source>
            <translation>Sign in again</translation>
        </message>
        <message>
            <source>重新登录后自动恢复</source>
            <translation>Comes back after signing in</translation>
        </message>
    </context>
    <context>
        <name>TileMenu</name>
        <message>
            <source>主码流（清晰）</source>
            <translation>Main stream (sharp)</translation>
        </message>
        <message>
            <source>复制国标编号</source>
            <translation>Copy GB id</translation>
        </message>
        <message>
            <source>子码流（流畅）</source>
            <translation>Sub-stream (light)</translation>
        </message>
        <message>
            <source>码流</source>
            <translation>Stream</translation>
        </message>
        <message>
            <source>自动</source>
            <translation>Automatic</translation>
        </message>
    </context>
    <context>
        <name>TimeField</name>
        <message>
            <source>如 0210</source>
            <translation>e.g. 0210</translation>
        </message>
        <message>
            <source>没有这一天</source>
            <translation>There is no such day</translation>
        </message>
        <message>
            <source>没有这个时刻：小时 0–23，分和秒 0–59</source>
            <translation>No such time: hours 0–23, minutes and seconds 0–59</translation>
        </message>
        <message>
            <source>看不懂这个时间。例：0210，昨天 22:15，3-15 02:10，-30s</source>
            <translation>Not understood. Try 0210, yesterday 22:15, 3-15 02:10 or -30s</translation>
        </message>
        <message>
            <source>请输入时间</source>
            <translation>Enter a time</translation>
        </message>
        <message>
            <source>跳到时间</source>
            <translation>Go to a time</translation>
        </message>
        <message>
            <source>输入时间后按回车：0210，昨天 22:15，3-15 02:10，-30s，+10m</source>
            <translation>Type a time and press Enter: 0210, yesterday 22:15, 3-15 02:10, -30s, +10m</translation>
        </message>
        <message>
            <source>这个时间的录像已被覆盖</source>
            <translation>Recordings of this time are overwritten</translation>
        </message>
        <message>
            <source>这个时间的录像已被覆盖，最早 {time}</source>
            <translation>Recordings of this time are overwritten; the earliest are of {time}</translation>
        </message>
        <message>
            <source>这个时间还没有到</source>
            <translation>This time is still to come</translation>
        </message>
    </context>
    <context>
        <name>TimeText</name>
        <message>
            <source>周一</source>
            <translation>Mon</translation>
        </message>
        <message>
            <source>周三</source>
            <translation>Wed</translation>
        </message>
        <message>
            <source>周二</source>
            <translation>Tue</translation>
        </message>
        <message>
            <source>周五</source>
            <translation>Fri</translation>
        </message>
        <message>
            <source>周六</source>
            <translation>Sat</translation>
        </message>
        <message>
            <source>周四</source>
            <translation>Thu</translation>
        </message>
        <message>
            <source>周日</source>
            <translation>Sun</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>M月</source>
            <translation>MMM</translation>
        </message>
        <message>
            <source>M月d日</source>
            <translation>d MMM</translation>
        </message>
        <message>
            <source>M月d日 ddd</source>
            <translation>ddd d MMM</translation>
        </message>
        <message>
            <source>yyyy年M月</source>
            <translation>MMMM yyyy</translation>
        </message>
        <message>
            <source>yyyy年M月d日 ddd</source>
            <translation>ddd d MMMM yyyy</translation>
        </message>
        <message>
            <source>{kind}录像 · 平台存储</source>
            <translation>{kind} recording · on the platform</translation>
        </message>
        <message>
            <source>{kind}录像 · 设备存储</source>
            <translation>{kind} recording · on the device</translation>
        </message>
        <message>
            <source>书签</source>
            <translation>Bookmark</translation>
        </message>
        <message>
            <source>书签：{name}</source>
            <translation>Bookmark: {name}</translation>
        </message>
        <message>
            <source>定时</source>
            <translation>Timed</translation>
        </message>
        <message>
            <source>尚未录制</source>
            <translation>Not recorded yet</translation>
        </message>
        <message>
            <source>已被覆盖</source>
            <translation>Overwritten</translation>
        </message>
        <message>
            <source>已覆盖或尚未录制</source>
            <translation>Overwritten or not recorded yet</translation>
        </message>
        <message>
            <source>报警</source>
            <translation>Alarm</translation>
        </message>
        <message>
            <source>报警 {time}</source>
            <translation>Alarm {time}</translation>
        </message>
        <message>
            <source>报警点</source>
            <translation>Alarm event</translation>
        </message>
        <message>
            <source>无录像</source>
            <translation>No recording</translation>
        </message>
        <message>
            <source>时间轴</source>
            <translation>Timeline</translation>
        </message>
        <message>
            <source>显示 {n} 分钟</source>
            <translation>{n} min in view</translation>
        </message>
        <message>
            <source>显示 {n} 天</source>
            <translation>{n} days in view</translation>
        </message>
        <message>
            <source>显示 {n} 小时</source>
            <translation>{n} h in view</translation>
        </message>
        <message>
            <source>显示 {n} 秒</source>
            <translation>{n} s in view</translation>
        </message>
        <message>
            <source>显示报警</source>
            <translation>Show alarms</translation>
        </message>
        <message>
            <source>显示移动侦测</source>
            <translation>Show motion</translation>
        </message>
        <message>
            <source>此刻无录像</source>
            <translation>No recording at this moment</translation>
        </message>
        <message>
            <source>此时段无录像</source>
            <translation>No recordings in this period</translation>
        </message>
        <message>
            <source>滚轮缩放，拖动平移，单击定位</source>
            <translation>Wheel zooms, dragging pans, a click seeks</translation>
        </message>
        <message>
            <source>移动</source>
            <translation>Motion</translation>
        </message>
        <message>
            <source>缩略图尚未到达</source>
            <translation>The thumbnail has not arrived yet</translation>
        </message>
        <message>
            <source>载入中…</source>
            <translation>Loading…</translation>
        </message>
        <message>
            <source>还没有要回放的摄像机</source>
            <translation>No cameras to play back yet</translation>
        </message>
        <message>
            <source>隐藏报警</source>
            <translation>Hide alarms</translation>
        </message>
        <message>
            <source>隐藏移动侦测</source>
            <translation>Hide motion</translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message>
            <source>……另有 {n} 处</source>
            <translation>… more: {n}</translation>
        </message>
        <message>
            <source>一致</source>
            <translation>Unchanged</translation>
        </message>
        <message>
            <source>与登记一致</source>
            <translation>As the register says</translation>
        </message>
        <message>
            <source>与登记不一致</source>
            <translation>Not as the register says</translation>
        </message>
        <message>
            <source>公钥文件 {file} 已被改动或替换</source>
            <translation>The public key {file} was changed or replaced</translation>
        </message>
        <message>
            <source>多出</source>
            <translation>Extra</translation>
        </message>
        <message>
            <source>多出清单以外的文件：{file}</source>
            <translation>A file that the manifest does not list: {file}</translation>
        </message>
        <message>
            <source>已改动</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>文件自导出后未被改动</source>
            <translation>Unchanged since export</translation>
        </message>
        <message>
            <source>无法读取</source>
            <translation>Unreadable</translation>
        </message>
        <message>
            <source>未与登记核对：请将公钥指纹与调取登记表上打印的指纹核对</source>
            <translation>Not compared with a register: compare the key fingerprint with the one on the printed form</translation>
        </message>
        <message>
            <source>本机登记簿中没有本包（由其他工作站制作）：请将公钥指纹与登记表上打印的指纹核对</source>
            <translation>This machine's register does not know the package (made elsewhere): compare the key fingerprint with the one on the printed form</translation>
        </message>
        <message>
            <source>本证据包与导出时不一致：发现 {n} 处</source>
            <translation>Not as it was exported. Found: {n}</translation>
        </message>
        <message>
            <source>校验值文件 {file} 已被改动</source>
            <translation>The list of sums {file} was changed</translation>
        </message>
        <message>
            <source>清单 {file} 已被改动或损坏，不能读取</source>
            <translation>The manifest {file} was changed or damaged and cannot be read</translation>
        </message>
        <message>
            <source>清单 {file} 已被改动，与签名不符</source>
            <translation>The manifest {file} was changed: the signature does not fit</translation>
        </message>
        <message>
            <source>登记簿中没有本包的导出记录</source>
            <translation>The register has no export of this package</translation>
        </message>
        <message>
            <source>登记簿自身不完整或已被改动，不能作证</source>
            <translation>The register itself is incomplete or was altered</translation>
        </message>
        <message>
            <source>登记簿记的不是这一份清单：清单可能被替换</source>
            <translation>The register remembers another manifest: this one may have been swapped</translation>
        </message>
        <message>
            <source>第 {number} 个文件不是普通文件：{file}</source>
            <translation>File {number} is not an ordinary file: {file}</translation>
        </message>
        <message>
            <source>第 {number} 个文件已被改动：{file}</source>
            <translation>File {number} was changed: {file}</translation>
        </message>
        <message>
            <source>第 {number} 个文件无法读取：{file}</source>
            <translation>File {number} cannot be read: {file}</translation>
        </message>
        <message>
            <source>第 {number} 个文件被改名：{file} → {detail}</source>
            <translation>File {number} was renamed: {file} → {detail}</translation>
        </message>
        <message>
            <source>签名不是本登记所记的密钥：本包可能由他人重新签名</source>
            <translation>Not signed with the key of the register: somebody else may have signed it anew</translation>
        </message>
        <message>
            <source>签名文件 {file} 已被改动或替换</source>
            <translation>The signature {file} was changed or replaced</translation>
        </message>
        <message>
            <source>缺少</source>
            <translation>Missing</translation>
        </message>
        <message>
            <source>缺少公钥文件 {file}</source>
            <translation>The public key {file} is missing</translation>
        </message>
        <message>
            <source>缺少校验值文件 {file}</source>
            <translation>The list of sums {file} is missing</translation>
        </message>
        <message>
            <source>缺少清单 {file}，无法逐一核对文件</source>
            <translation>The manifest {file} is missing: files cannot be checked one by one</translation>
        </message>
        <message>
            <source>缺少第 {number} 个文件：{file}</source>
            <translation>File {number} is missing: {file}</translation>
        </message>
        <message>
            <source>缺少签名文件 {file}</source>
            <translation>The signature {file} is missing</translation>
        </message>
    </context>
    <context>
        <name>VerdictView</name>
        <message>
            <source>公钥指纹</source>
            <translation>Key fingerprint</translation>
        </message>
        <message>
            <source>登记核对</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>登记编号</source>
            <translation>Entry</translation>
        </message>
        <message>
            <source>登记表上的指纹</source>
            <translation>Fingerprint on the form</translation>
        </message>
        <message>
            <source>签名算法</source>
            <translation>Signature</translation>
        </message>
        <message>
            <source>证据包</source>
            <translation>Package</translation>
        </message>
    </context>
    <context>
        <name>VerifiedFiles</name>
        <message>
            <source>大小</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>序号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>File</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
    </context>
    <context>
        <name>VerifyDesk</name>
        <message>
            <source>保存结论</source>
            <translation>Save the verdict</translation>
        </message>
        <message>
            <source>核验结论</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>结论不能保存在证据包文件夹里：那里不得增加文件。</source>
            <translation>The verdict cannot be saved inside the package: no file may be added there.</translation>
        </message>
        <message>
            <source>结论已保存：{name}</source>
            <translation>Verdict saved: {name}</translation>
        </message>
        <message>
            <source>选择证据包文件夹</source>
            <translation>Choose the folder of a package</translation>
        </message>
    </context>
    <context>
        <name>VerifyWindow</name>
        <message>
            <source>保存结论为 PDF…</source>
            <translation>Save verdict as PDF…</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>把证据包文件夹拖到这里，核验它自导出后是否被改动</source>
            <translation>Drop the folder of a package here to check whether it was changed since export</translation>
        </message>
        <message>
            <source>无法读取这个文件夹。</source>
            <translation>This folder cannot be read.</translation>
        </message>
        <message>
            <source>校验值与签名只证明文件自导出后有没有被改动，不证明画面内容的真伪。</source>
            <translation>Sums and signature only tell whether files were changed since export, not whether their pictures are true.</translation>
        </message>
        <message>
            <source>正在核验“{name}”：{done} / {total}</source>
            <translation>Checking "{name}": {done} / {total}</translation>
        </message>
        <message>
            <source>选择文件夹…</source>
            <translation>Choose folder…</translation>
        </message>
        <message>
            <source>重新核验</source>
            <translation>Check again</translation>
        </message>
        <message>
            <source>验证证据包</source>
            <translation>Verify a package</translation>
        </message>
    </context>
    <context>
        <name>WallToolBar</name>
        <message>
            <source>全部命令与帮助</source>
            <translation>All commands and help</translation>
        </message>
        <message>
            <source>取证</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>菜单</source>
            <translation>Menu</translation>
        </message>
        <message>
            <source>调取登记、导出、验证</source>
            <translation>Requests for footage, exports, verification</translation>
        </message>
        <message>
            <source>账号与设置</source>
            <translation>Account and preferences</translation>
        </message>
    </context>
    <context>
        <name>camera</name>
        <message>
            <source>{kind}（{state}）</source>
            <translation>{kind} ({state})</translation>
        </message>
        <message>
            <source>{n} 天</source>
            <translation>{n} days</translation>
        </message>
        <message>
            <source>东经 {x:.5f}°，北纬 {y:.5f}°</source>
            <translation>{x:.5f}° E, {y:.5f}° N</translation>
        </message>
        <message>
            <source>公共摄像机</source>
            <translation>Public camera</translation>
        </message>
        <message>
            <source>公共摄像机，带云台</source>
            <translation>Public camera with PTZ</translation>
        </message>
        <message>
            <source>十户联防组</source>
            <translation>Ten-household group</translation>
        </message>
        <message>
            <source>县（市、区）</source>
            <translation>County</translation>
        </message>
        <message>
            <source>国标编号</source>
            <translation>GB id</translation>
        </message>
        <message>
            <source>在线</source>
            <translation>online</translation>
        </message>
        <message>
            <source>坐标</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>家庭（门店）摄像机</source>
            <translation>Household camera</translation>
        </message>
        <message>
            <source>市</source>
            <translation>City</translation>
        </message>
        <message>
            <source>录像保存</source>
            <translation>Recordings kept</translation>
        </message>
        <message>
            <source>所在</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>村（社区）</source>
            <translation>Village</translation>
        </message>
        <message>
            <source>点位俗称</source>
            <translation>Local name</translation>
        </message>
        <message>
            <source>离线</source>
            <translation>offline</translation>
        </message>
        <message>
            <source>管理单位</source>
            <translation>Managed by</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>道路</source>
            <translation>Road</translation>
        </message>
        <message>
            <source>镇（乡、街道）</source>
            <translation>Town</translation>
        </message>
        <message>
            <source>（生成）</source>
            <translation> (generated)</translation>
        </message>
    </context>
    <context>
        <name>directory</name>
        <message>
            <source>{n} 路摄像机</source>
            <translation>{n} cameras</translation>
        </message>
        <message>
            <source>刷新目录</source>
            <translation>Refresh the directory</translation>
        </message>
        <message>
            <source>取消收藏</source>
            <translation>Remove from favourites</translation>
        </message>
        <message>
            <source>回放</source>
            <translation>Play back</translation>
        </message>
        <message>
            <source>在目录中显示</source>
            <translation>Show in the directory</translation>
        </message>
        <message>
            <source>复制区划代码</source>
            <translation>Copy division code</translation>
        </message>
        <message>
            <source>复制国标编号</source>
            <translation>Copy GB id</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>打开 {n} 路</source>
            <translation>Open {n}</translation>
        </message>
        <message>
            <source>打开“{name}”全部到墙</source>
            <translation>Put all of "{name}" on the wall</translation>
        </message>
        <message>
            <source>收藏</source>
            <translation>Add to favourites</translation>
        </message>
        <message>
            <source>正在读取目录…</source>
            <translation>Reading the directory…</translation>
        </message>
        <message>
            <source>没有在线的摄像机</source>
            <translation>No camera is online</translation>
        </message>
        <message>
            <source>没有读到 · 重试</source>
            <translation>Not read · try again</translation>
        </message>
        <message>
            <source>读取中…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>还没有打开过摄像机。</source>
            <translation>No camera was opened yet.</translation>
        </message>
        <message>
            <source>还没有收藏。
在摄像机上点右键，选择“收藏”。</source>
            <translation>No favourites yet.
Right-click a camera and choose "Add to favourites".</translation>
        </message>
        <message>
            <source>这个账号名下没有区域</source>
            <translation>This account has no region</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>{minutes} 分 {seconds:02d} 秒</source>
            <translation>{minutes} min {seconds:02d} s</translation>
        </message>
        <message>
            <source>{seconds} 秒</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <source>不影响使用，下次登录时再输入一次密码。</source>
            <translation>You can work as usual; enter the password again next time.</translation>
        </message>
        <message>
            <source>不是视频平台</source>
            <translation>Not a video platform</translation>
        </message>
        <message>
            <source>不能自批</source>
            <translation>Not your own</translation>
        </message>
        <message>
            <source>之前的录像到 {time} 为止。</source>
            <translation>Footage before it ends at {time}.</translation>
        </message>
        <message>
            <source>之后的录像从 {time} 开始。</source>
            <translation>Footage after it begins at {time}.</translation>
        </message>
        <message>
            <source>会自动重新申请，不需要操作。</source>
            <translation>A new one is asked for automatically; nothing to do.</translation>
        </message>
        <message>
            <source>会自动重连，不需要操作。</source>
            <translation>It reconnects by itself; nothing to do.</translation>
        </message>
        <message>
            <source>会自动重连；一再出现请报修该点位。</source>
            <translation>It reconnects by itself; if it keeps happening, report the camera for repair.</translation>
        </message>
        <message>
            <source>使用者：{user}。</source>
            <translation>In use by {user}.</translation>
        </message>
        <message>
            <source>使用者：{user}，开始于 {time}。</source>
            <translation>In use by {user} since {time}.</translation>
        </message>
        <message>
            <source>内容不完整</source>
            <translation>Incomplete</translation>
        </message>
        <message>
            <source>到时间会自动解锁，忘记密码请联系平台管理员。</source>
            <translation>It unlocks by itself; if you forgot the password, ask the platform's administrator.</translation>
        </message>
        <message>
            <source>只剩最后 1 次，再错账号会被暂时锁定。</source>
            <translation>One try left; after that the account is locked for a while.</translation>
        </message>
        <message>
            <source>可以重试；一再出现请把本机日志交给运维，不要使用这段录像。</source>
            <translation>Try again; if it keeps happening, hand the log to maintenance and do not use this footage.</translation>
        </message>
        <message>
            <source>可能是网络拥堵或平台繁忙，请稍后再试。</source>
            <translation>The network or the platform may be busy; please try again later.</translation>
        </message>
        <message>
            <source>后台程序出错</source>
            <translation>Background program failed</translation>
        </message>
        <message>
            <source>处理录像的后台程序意外停止，这一步没有做完。</source>
            <translation>The background program that handles footage stopped, and this step was not completed.</translation>
        </message>
        <message>
            <source>如果工作需要，请与平台管理员联系。</source>
            <translation>If your work needs it, ask the platform's administrator.</translation>
        </message>
        <message>
            <source>实时画面会自动重试，导出和截图请再试一次；一再出现请报修该点位。</source>
            <translation>Live pictures try again by themselves, exports and snapshots need another try; if it keeps happening, report the camera for repair.</translation>
        </message>
        <message>
            <source>密码无法保存</source>
            <translation>Password not kept</translation>
        </message>
        <message>
            <source>密码错误次数过多，平台暂时锁定了这个账号。</source>
            <translation>After too many wrong passwords the platform has locked this account for a while.</translation>
        </message>
        <message>
            <source>已不存在</source>
            <translation>No longer there</translation>
        </message>
        <message>
            <source>已取消</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>已有审批结果</source>
            <translation>Already decided</translation>
        </message>
        <message>
            <source>平台{place}内部出错，没有完成请求。</source>
            <translation>The platform{place} had an internal error and did not complete the request.</translation>
        </message>
        <message>
            <source>平台{place}在规定时间内没有应答。</source>
            <translation>The platform{place} did not answer in time.</translation>
        </message>
        <message>
            <source>平台{place}正在维护或过载，暂时不提供服务。</source>
            <translation>The platform{place} is under maintenance or overloaded.</translation>
        </message>
        <message>
            <source>平台{place}的应答不合规范，无法读懂。</source>
            <translation>The platform's answer{place} does not follow the contract and cannot be read.</translation>
        </message>
        <message>
            <source>平台{place}的应答大得不正常，为安全起见没有读取。</source>
            <translation>The platform's answer{place} is abnormally large and was not read, for safety.</translation>
        </message>
        <message>
            <source>平台{place}的证书与上次信任的不同，可能有人冒充平台；没有发送密码。</source>
            <translation>The platform{place} shows another certificate than the one trusted before; somebody may be posing as it. The password was not sent.</translation>
        </message>
        <message>
            <source>平台{place}的证书没有得到信任，因此没有发送密码。</source>
            <translation>The certificate of the platform{place} was not trusted, so the password was not sent.</translation>
        </message>
        <message>
            <source>平台上没有这个点位{place}，可能已经拆除，或不在您的管辖范围内。</source>
            <translation>The platform does not have this camera{place}: it may have been removed, or is outside your area.</translation>
        </message>
        <message>
            <source>平台不提供</source>
            <translation>Not offered</translation>
        </message>
        <message>
            <source>平台不认可这组用户名和密码。</source>
            <translation>The platform does not accept this user name and password.</translation>
        </message>
        <message>
            <source>平台传来的录像与所要的点位或时间不符，没有采用。</source>
            <translation>The platform sent footage of another camera or another time; it was not used.</translation>
        </message>
        <message>
            <source>平台出错</source>
            <translation>Platform error</translation>
        </message>
        <message>
            <source>平台地址不正确</source>
            <translation>Wrong platform address</translation>
        </message>
        <message>
            <source>平台应答异常</source>
            <translation>Bad answer</translation>
        </message>
        <message>
            <source>平台应答过大</source>
            <translation>Answer too large</translation>
        </message>
        <message>
            <source>平台报告这个摄像机离线。</source>
            <translation>The platform reports this camera as offline.</translation>
        </message>
        <message>
            <source>平台拒绝连接</source>
            <translation>Connection refused</translation>
        </message>
        <message>
            <source>平台暂停服务</source>
            <translation>Platform unavailable</translation>
        </message>
        <message>
            <source>平台给的播放许可已经过期。</source>
            <translation>The platform's permission to play has expired.</translation>
        </message>
        <message>
            <source>平台证书变了</source>
            <translation>Certificate changed</translation>
        </message>
        <message>
            <source>平台连不上</source>
            <translation>Platform unreachable</translation>
        </message>
        <message>
            <source>当前平台没有提供这项功能。</source>
            <translation>This platform does not offer that.</translation>
        </message>
        <message>
            <source>录像内容不符</source>
            <translation>Wrong footage</translation>
        </message>
        <message>
            <source>恢复上线后会自动播放；长时间离线请报修。</source>
            <translation>It plays by itself when it is back; if it stays offline, report it for repair.</translation>
        </message>
        <message>
            <source>恢复后会自动重连。</source>
            <translation>It reconnects by itself when it is back.</translation>
        </message>
        <message>
            <source>找不到平台</source>
            <translation>Platform not found</translation>
        </message>
        <message>
            <source>找不到文件{place}，可能已被移走或删除。</source>
            <translation>The file{place} is not there: it may have been moved or deleted.</translation>
        </message>
        <message>
            <source>找到了主机{place}，但它没有在这个端口提供服务。</source>
            <translation>The host{place} was found, but nothing answers at this port.</translation>
        </message>
        <message>
            <source>摄像机离线</source>
            <translation>Camera offline</translation>
        </message>
        <message>
            <source>播放组件 libVLC 不能工作。</source>
            <translation>The player libVLC does not work.</translation>
        </message>
        <message>
            <source>播放组件出错</source>
            <translation>Player failed</translation>
        </message>
        <message>
            <source>播放许可过期</source>
            <translation>Permission expired</translation>
        </message>
        <message>
            <source>操作已取消。</source>
            <translation>The action was cancelled.</translation>
        </message>
        <message>
            <source>收到的视频数据无法解读。</source>
            <translation>The video data cannot be understood.</translation>
        </message>
        <message>
            <source>文件夹不可写</source>
            <translation>Folder not writable</translation>
        </message>
        <message>
            <source>无法在目标文件夹里写入文件，可能是只读，或移动硬盘已被拔出。</source>
            <translation>Files cannot be written to the target folder; it may be read-only, or the removable disk was unplugged.</translation>
        </message>
        <message>
            <source>未经批准</source>
            <translation>Not approved</translation>
        </message>
        <message>
            <source>本机与平台{place}之间的网络不通。</source>
            <translation>There is no network connection between this machine and the platform{place}.</translation>
        </message>
        <message>
            <source>本机保存的文件{place}无法读写，或内容已损坏。</source>
            <translation>A file kept on this machine{place} cannot be read or written, or is damaged.</translation>
        </message>
        <message>
            <source>本机存储出错</source>
            <translation>Storage failed</translation>
        </message>
        <message>
            <source>此刻无录像</source>
            <translation>No recording then</translation>
        </message>
        <message>
            <source>没有权限</source>
            <translation>No permission</translation>
        </message>
        <message>
            <source>没有这个导出任务，可能已被删除。</source>
            <translation>There is no such export: it may have been deleted.</translation>
        </message>
        <message>
            <source>没有这个编号的调取登记{place}，或不在您的管辖范围内。</source>
            <translation>There is no such request for footage{place}.</translation>
        </message>
        <message>
            <source>用户名或密码错误</source>
            <translation>Wrong user name or password</translation>
        </message>
        <message>
            <source>登录已过期</source>
            <translation>Sign-in expired</translation>
        </message>
        <message>
            <source>登录已过期，平台要求重新确认身份。</source>
            <translation>The sign-in has expired; the platform asks who you are.</translation>
        </message>
        <message>
            <source>目标磁盘的剩余空间不够。</source>
            <translation>There is not enough free space on the target disk.</translation>
        </message>
        <message>
            <source>短时间内请求太多，平台要求放慢。</source>
            <translation>Too many requests in a short time; the platform asks to slow down.</translation>
        </message>
        <message>
            <source>确有工作需要时，请向平台管理员申请。</source>
            <translation>If your work needs it, ask the platform's administrator.</translation>
        </message>
        <message>
            <source>磁盘空间不足</source>
            <translation>Disk full</translation>
        </message>
        <message>
            <source>稍后会自动继续。</source>
            <translation>It goes on by itself shortly.</translation>
        </message>
        <message>
            <source>等待超时</source>
            <translation>Timed out</translation>
        </message>
        <message>
            <source>系统密钥环没有应答，密码没有保存。</source>
            <translation>The system keyring did not answer, so the password was not kept.</translation>
        </message>
        <message>
            <source>编码不支持</source>
            <translation>Codec not supported</translation>
        </message>
        <message>
            <source>网络里没有叫这个名字的主机{place}。</source>
            <translation>There is no host of this name on the network{place}.</translation>
        </message>
        <message>
            <source>自己提出的申请不能由自己审批。</source>
            <translation>A request cannot be decided by the one who made it.</translation>
        </message>
        <message>
            <source>要找的内容已不存在：可能已被删除、拆除，或不在您的管辖范围内。</source>
            <translation>What was looked for is no longer there: it may have been deleted or removed, or is outside your area.</translation>
        </message>
        <message>
            <source>视频中断</source>
            <translation>Stream cut</translation>
        </message>
        <message>
            <source>视频传到一半，连接断开了。</source>
            <translation>The connection broke while video was coming in.</translation>
        </message>
        <message>
            <source>视频停住</source>
            <translation>Stream stalled</translation>
        </message>
        <message>
            <source>视频数据异常</source>
            <translation>Bad video data</translation>
        </message>
        <message>
            <source>设备正被回放</source>
            <translation>Device in use</translation>
        </message>
        <message>
            <source>证书未被信任</source>
            <translation>Certificate not trusted</translation>
        </message>
        <message>
            <source>证据包与登记的不一致{place}：做好以后被改动过。</source>
            <translation>The package is not what was registered{place}: it was changed after it was made.</translation>
        </message>
        <message>
            <source>证据包被改动</source>
            <translation>Package was changed</translation>
        </message>
        <message>
            <source>请不要使用这份证据包，先用“验证证据包”查看改动了什么。</source>
            <translation>Do not use this package; verify it first to see what was changed.</translation>
        </message>
        <message>
            <source>请从目录里重新选择。</source>
            <translation>Please choose again in the directory.</translation>
        </message>
        <message>
            <source>请先打电话向平台管理员核实是否更换过证书，不要急于登录。</source>
            <translation>Call the platform's administrator and ask whether the certificate was replaced before you sign in.</translation>
        </message>
        <message>
            <source>请再试一次；一再出现请把本机日志交给运维。</source>
            <translation>Please try again; if it keeps happening, give this machine's log to the support staff.</translation>
        </message>
        <message>
            <source>请再输入一次密码，视墙的布局会保留。</source>
            <translation>Please enter the password again; the wall keeps its layout.</translation>
        </message>
        <message>
            <source>请刷新列表后重新选择。</source>
            <translation>Please refresh the list and choose again.</translation>
        </message>
        <message>
            <source>请刷新列表查看结果；需要调整时请另行登记。</source>
            <translation>Refresh the list to see the decision; enter a new request where something else is needed.</translation>
        </message>
        <message>
            <source>请向平台管理员核对证书指纹，再登录一次并选择信任。</source>
            <translation>Check the fingerprint with the platform's administrator, then sign in again and trust it.</translation>
        </message>
        <message>
            <source>请在导出列表里重新选择。</source>
            <translation>Please choose again in the list of exports.</translation>
        </message>
        <message>
            <source>请在时间轴上选择有录像的时段。</source>
            <translation>Choose a time with recordings on the timeline.</translation>
        </message>
        <message>
            <source>请填写主机名或 IP，可带端口，例如 10.1.2.3:8080 或 https://sp.example.cn。</source>
            <translation>Enter a host name or IP, with a port if needed, such as 10.1.2.3:8080 or https://sp.example.cn.</translation>
        </message>
        <message>
            <source>请按提示补齐后再试。</source>
            <translation>Complete what is marked, then try again.</translation>
        </message>
        <message>
            <source>请核对登记的审批结果；需要更多录像时，请另行登记并报批。</source>
            <translation>Check what was approved; for more footage, enter another request and have it approved.</translation>
        </message>
        <message>
            <source>请核对登记编号，或刷新登记列表。</source>
            <translation>Please check the number of the request, or refresh the list.</translation>
        </message>
        <message>
            <source>请检查地址和端口。</source>
            <translation>Please check address and port.</translation>
        </message>
        <message>
            <source>请检查地址有没有写错，以及本机是否接入了专网。</source>
            <translation>Check the spelling, and whether this machine is on the private network.</translation>
        </message>
        <message>
            <source>请检查大小写后再试。</source>
            <translation>Check upper and lower case and try again.</translation>
        </message>
        <message>
            <source>请检查文件所在的文件夹，移动硬盘是否已接上。</source>
            <translation>Please check its folder, and whether the removable disk is connected.</translation>
        </message>
        <message>
            <source>请检查磁盘空间和文件夹权限。</source>
            <translation>Check disk space and the folder's permissions.</translation>
        </message>
        <message>
            <source>请检查端口号；如果没有错，请联系运维确认平台是否已经启动。</source>
            <translation>Check the port; if it is right, ask maintenance whether the platform is running.</translation>
        </message>
        <message>
            <source>请检查网线、交换机和专网连接；恢复后会自动重连。</source>
            <translation>Check cable, switch and private network; it reconnects by itself.</translation>
        </message>
        <message>
            <source>请求太频繁</source>
            <translation>Too many requests</translation>
        </message>
        <message>
            <source>请清理磁盘或换一个位置；已取得的部分会保留，有空间后接着下载。</source>
            <translation>Free some space or choose another place; what has been fetched is kept, and the rest follows once there is room.</translation>
        </message>
        <message>
            <source>请由另一位有审批权限的人员登录审批。</source>
            <translation>Have another person with the right to approve sign in and decide.</translation>
        </message>
        <message>
            <source>请稍后再试；一再出现请把本机日志交给运维。</source>
            <translation>Try again later; if it keeps happening, give this machine's log to maintenance.</translation>
        </message>
        <message>
            <source>请稍后再试；一再出现请联系平台运维。</source>
            <translation>Try again later; if it keeps happening, call the platform's maintenance.</translation>
        </message>
        <message>
            <source>请等对方结束后再试，或与对方联系；已上传平台的录像不受影响。</source>
            <translation>Wait until the other viewer has finished, or get in touch; footage on the platform is not affected.</translation>
        </message>
        <message>
            <source>请等待 {time} 后再试。</source>
            <translation>Please wait {time} before trying again.</translation>
        </message>
        <message>
            <source>请联系平台运维。</source>
            <translation>Please call the platform's maintenance.</translation>
        </message>
        <message>
            <source>请联系运维把码流改为 H.264 或 H.265。</source>
            <translation>Ask maintenance to set the stream to H.264 or H.265.</translation>
        </message>
        <message>
            <source>请重新插好硬盘，或换一个可以写入的文件夹；已取得的部分不会丢失。</source>
            <translation>Plug the disk in again, or choose a folder that can be written to; nothing that was fetched is lost.</translation>
        </message>
        <message>
            <source>请重新运行安装命令；仍不行请把本机日志交给运维。</source>
            <translation>Run the installation command again; if that does not help, give this machine's log to maintenance.</translation>
        </message>
        <message>
            <source>账号已锁定</source>
            <translation>Account locked</translation>
        </message>
        <message>
            <source>还可以再试 {n} 次，之后账号会被暂时锁定。</source>
            <translation>Tries left: {n}; after that the account is locked for a while.</translation>
        </message>
        <message>
            <source>还有必填的内容没有填写，或填写有误。</source>
            <translation>Something required is missing or wrong.</translation>
        </message>
        <message>
            <source>这不是一个可用的平台地址。</source>
            <translation>This is not a usable platform address.</translation>
        </message>
        <message>
            <source>这个地址{place}有应答，但它不是本软件支持的视频平台。</source>
            <translation>This address{place} answers, but it is not a video platform that this program supports.</translation>
        </message>
        <message>
            <source>这个摄像机在这一时刻没有录像，可能当时停电、离线，或录像已被覆盖。</source>
            <translation>This camera has no recording of that moment: power cut, offline, or overwritten since.</translation>
        </message>
        <message>
            <source>这个摄像机的视频编码，本机的播放组件不支持。</source>
            <translation>The player on this machine does not support the camera's video codec.</translation>
        </message>
        <message>
            <source>这个账号没有做这件事的权限。</source>
            <translation>This account may not do this.</translation>
        </message>
        <message>
            <source>这份申请已经审批过，或已被撤回，结果不能再改。</source>
            <translation>This request was decided or withdrawn before; that cannot be changed any more.</translation>
        </message>
        <message>
            <source>这份登记没有批准，或批准的点位、时间范围、有效期不包括所要的录像。</source>
            <translation>This entry was not approved, or its approval does not cover the wanted cameras, times or date.</translation>
        </message>
        <message>
            <source>这段录像存放在前端设备上，设备同一时间只能供一处回放，现在正被占用。</source>
            <translation>This footage lies on the device, which plays to one viewer at a time, and it is in use now.</translation>
        </message>
        <message>
            <source>连接还在，但不再有新画面传来。</source>
            <translation>The connection stands, but no new pictures come.</translation>
        </message>
        <message>
            <source>需要时可以再试一次。</source>
            <translation>Try again when you need it.</translation>
        </message>
        <message>
            <source>（{host}）</source>
            <translation> ({host})</translation>
        </message>
    </context>
    <context>
        <name>export</name>
        <message>
            <source>下载中</source>
            <translation>fetching</translation>
        </message>
        <message>
            <source>失败</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>done</translation>
        </message>
        <message>
            <source>已取消</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>已完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>已暂停</source>
            <translation>Paused</translation>
        </message>
        <message>
            <source>已被覆盖</source>
            <translation>overwritten</translation>
        </message>
        <message>
            <source>平台或设备未给出</source>
            <translation>not given by platform or device</translation>
        </message>
        <message>
            <source>录像 {time}</source>
            <translation>footage {time}</translation>
        </message>
        <message>
            <source>排队</source>
            <translation>Queued</translation>
        </message>
        <message>
            <source>暂停等待</source>
            <translation>held</translation>
        </message>
        <message>
            <source>未取到</source>
            <translation>not obtained</translation>
        </message>
        <message>
            <source>正在导出</source>
            <translation>Exporting</translation>
        </message>
        <message>
            <source>正在校验、签名</source>
            <translation>Checking and signing</translation>
        </message>
        <message>
            <source>没有录像</source>
            <translation>no recording</translation>
        </message>
        <message>
            <source>登记 {number} 只批准查阅或截图，不能复制录像。</source>
            <translation>Entry {number} allows viewing or snapshots only, no copies.</translation>
        </message>
        <message>
            <source>登记 {number} 已批准，但不包括：{what}</source>
            <translation>Entry {number} is approved, but not for: {what}</translation>
        </message>
        <message>
            <source>登记 {number} 的批准已过有效期。</source>
            <translation>The approval of entry {number} has run out.</translation>
        </message>
        <message>
            <source>登记 {number} 还在等待审批。</source>
            <translation>Entry {number} still waits for a decision.</translation>
        </message>
        <message>
            <source>码流损坏</source>
            <translation>damaged stream</translation>
        </message>
        <message>
            <source>等候</source>
            <translation>waiting</translation>
        </message>
        <message>
            <source>还需 {time}</source>
            <translation>{time} left</translation>
        </message>
        <message>
            <source>这些摄像机还没有调取登记。</source>
            <translation>There is no entry for these cameras yet.</translation>
        </message>
    </context>
    <context>
        <name>problems</name>
        <message>
            <source>一次最多 {limit} 路摄像机</source>
            <translation>At most {limit} cameras at once</translation>
        </message>
        <message>
            <source>一路超过 {limit} 小时：请缩短，或在备注里说明必要性</source>
            <translation>More than {limit} hours of one camera: shorten it, or say in the note why</translation>
        </message>
        <message>
            <source>号码不对，请核对</source>
            <translation>No such number; please check</translation>
        </message>
        <message>
            <source>同一个人填了两次</source>
            <translation>The same person twice</translation>
        </message>
        <message>
            <source>同一摄像机的时段重叠</source>
            <translation>Ranges of one camera overlap</translation>
        </message>
        <message>
            <source>家庭摄像机：请登记户主的同意</source>
            <translation>Household camera: enter the owner's consent</translation>
        </message>
        <message>
            <source>打不开：要 PDF、JPEG 或 PNG 文件</source>
            <translation>Cannot be read: PDF, JPEG or PNG is needed</translation>
        </message>
        <message>
            <source>最多 {limit} 个</source>
            <translation>At most {limit}</translation>
        </message>
        <message>
            <source>最多 {limit} 天</source>
            <translation>At most {limit} days</translation>
        </message>
        <message>
            <source>村民只能查阅，不能复制或截图（条例第 21 条）</source>
            <translation>Residents may look only, not copy (Order 799 Art. 21)</translation>
        </message>
        <message>
            <source>每个文件不超过 {limit} MB</source>
            <translation>At most {limit} MB a file</translation>
        </message>
        <message>
            <source>第 {n} 人与前面的是同一人</source>
            <translation>Person {n} is there already</translation>
        </message>
        <message>
            <source>第 {n} 人：姓名未填</source>
            <translation>Person {n}: name missing</translation>
        </message>
        <message>
            <source>第 {n} 人：电话未填或不对</source>
            <translation>Person {n}: telephone missing or wrong</translation>
        </message>
        <message>
            <source>第 {n} 人：证件号码未填或不对</source>
            <translation>Person {n}: document number missing or wrong</translation>
        </message>
        <message>
            <source>结束时间要晚于开始时间</source>
            <translation>The end must be after the start</translation>
        </message>
        <message>
            <source>请写具体些，至少 {limit} 个字</source>
            <translation>Be more specific, at least {limit} characters</translation>
        </message>
        <message>
            <source>请加入要调取的摄像机和时段</source>
            <translation>Add the cameras and ranges</translation>
        </message>
        <message>
            <source>请向申请人宣读保密告知，然后勾选</source>
            <translation>Read the secrecy notice to the requesters, then tick</translation>
        </message>
        <message>
            <source>请填写</source>
            <translation>Please fill in</translation>
        </message>
        <message>
            <source>请填写法律文书的名称和文号</source>
            <translation>Name and number of the legal document are needed</translation>
        </message>
        <message>
            <source>请附上法律文书的扫描件或照片</source>
            <translation>Attach a scan or photo of the legal document</translation>
        </message>
        <message>
            <source>这个摄像机不在申请里</source>
            <translation>This camera is not asked for</translation>
        </message>
        <message>
            <source>这个日期已经过去</source>
            <translation>This day has passed</translation>
        </message>
        <message>
            <source>这个时间还没有到</source>
            <translation>This time is still to come</translation>
        </message>
        <message>
            <source>这类申请须有 {limit} 人到场并出示证件</source>
            <translation>Persons with documents that must be present: {limit}</translation>
        </message>
        <message>
            <source>重复了</source>
            <translation>Twice</translation>
        </message>
        <message>
            <source>须有 {limit} 人</source>
            <translation>{limit} persons are needed</translation>
        </message>
    </context>
    <context>
        <name>region</name>
        <message>
            <source>下级没有读到：{why}</source>
            <translation>What is below was not read: {why}</translation>
        </message>
        <message>
            <source>在线 {online} 路，共 {total} 路</source>
            <translation>{online} of {total} cameras online</translation>
        </message>
    </context>
    <context>
        <name>retrieval</name>
        <message>
            <source>交警</source>
            <translation>Traffic police</translation>
        </message>
        <message>
            <source>人民警察证</source>
            <translation>Police ID</translation>
        </message>
        <message>
            <source>其他国家机关</source>
            <translation>Other state organ</translation>
        </message>
        <message>
            <source>其他证件</source>
            <translation>Other document</translation>
        </message>
        <message>
            <source>只带走单张画面</source>
            <translation>Single pictures only</translation>
        </message>
        <message>
            <source>只看录像，不带走</source>
            <translation>Look only, take nothing</translation>
        </message>
        <message>
            <source>复制</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>居民身份证</source>
            <translation>ID card</translation>
        </message>
        <message>
            <source>工作证</source>
            <translation>Work ID</translation>
        </message>
        <message>
            <source>已办结</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>已批准</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>录像只用于登记的用途；不得超出批准的摄像机和时段；不得泄露、转发或公开传播；发布时须遮挡人脸、车牌等个人信息；用完按期限删除。</source>
            <translation>Footage is for the stated purpose only; nothing beyond the approved cameras and times; no disclosure, forwarding or publishing; faces and plates must be covered before publication; delete copies in time.</translation>
        </message>
        <message>
            <source>录像要带走，作为证据包导出</source>
            <translation>Footage is taken away as a package of evidence</translation>
        </message>
        <message>
            <source>待审批</source>
            <translation>To be decided</translation>
        </message>
        <message>
            <source>律师</source>
            <translation>Lawyer</translation>
        </message>
        <message>
            <source>律师执业证</source>
            <translation>Lawyer's licence</translation>
        </message>
        <message>
            <source>截图</source>
            <translation>Snapshot</translation>
        </message>
        <message>
            <source>未批准</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>本单位</source>
            <translation>Own unit</translation>
        </message>
        <message>
            <source>村民本人、近亲属、监护人</source>
            <translation>Resident, relative or guardian</translation>
        </message>
        <message>
            <source>查阅</source>
            <translation>View</translation>
        </message>
        <message>
            <source>法院、检察院</source>
            <translation>Court or procuratorate</translation>
        </message>
        <message>
            <source>派出所</source>
            <translation>Police station</translation>
        </message>
        <message>
            <source>纪检监察</source>
            <translation>Discipline inspection</translation>
        </message>
    </context>
</TS>
