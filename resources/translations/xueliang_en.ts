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
            <source>快捷键</source>
            <translation>Keyboard shortcuts</translation>
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
            <source>查找摄像机</source>
            <translation>Find cameras</translation>
        </message>
        <message>
            <source>查找有变化处</source>
            <translation>Find what changed</translation>
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
            <source>输入时间</source>
            <translation>Type a time</translation>
        </message>
        <message>
            <source>返回（还原画面，退出全屏）</source>
            <translation>Back (restore the tile, leave full screen)</translation>
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
            <source>报警</source>
            <translation>Alarm</translation>
        </message>
        <message>
            <source>报警记录</source>
            <translation>Alarm history</translation>
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
            <source>变化明显</source>
            <translation>Clear change</translation>
        </message>
        <message>
            <source>在选中的画面上用鼠标拖出要查找的区域</source>
            <translation>Draw a rectangle with the mouse on the selected picture</translation>
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
            <source>短于 {step} 的变化可能漏掉</source>
            <translation>What lasted for less than {step} may be missed</translation>
        </message>
        <message>
            <source>重新框选</source>
            <translation>Draw another rectangle</translation>
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
        <name>LanguageButton</name>
        <message>
            <source>界面语言</source>
            <translation>Language</translation>
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
            <source>时间，如 0210</source>
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
        <name>WallToolBar</name>
        <message>
            <source>全部命令与帮助</source>
            <translation>All commands and help</translation>
        </message>
        <message>
            <source>菜单</source>
            <translation>Menu</translation>
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
            <source>会自动重试；一再出现请报修该点位。</source>
            <translation>It tries again by itself; if it keeps happening, report the camera for repair.</translation>
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
            <source>到时间会自动解锁，忘记密码请联系平台管理员。</source>
            <translation>It unlocks by itself; if you forgot the password, ask the platform's administrator.</translation>
        </message>
        <message>
            <source>只剩最后 1 次，再错账号会被暂时锁定。</source>
            <translation>One try left; after that the account is locked for a while.</translation>
        </message>
        <message>
            <source>可能是网络拥堵或平台繁忙，请稍后再试。</source>
            <translation>The network or the platform may be busy; please try again later.</translation>
        </message>
        <message>
            <source>如果工作需要，请与平台管理员联系。</source>
            <translation>If your work needs it, ask the platform's administrator.</translation>
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
            <source>平台上没有这个点位，可能已经拆除，或不在您的管辖范围内。</source>
            <translation>The platform does not have this camera: it may have been removed, or is outside your area.</translation>
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
            <source>无法读写本机的配置文件。</source>
            <translation>The configuration files of this machine cannot be read or written.</translation>
        </message>
        <message>
            <source>本机与平台{place}之间的网络不通。</source>
            <translation>There is no network connection between this machine and the platform{place}.</translation>
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
            <source>短时间内请求太多，平台要求放慢。</source>
            <translation>Too many requests in a short time; the platform asks to slow down.</translation>
        </message>
        <message>
            <source>确有工作需要时，请向平台管理员申请。</source>
            <translation>If your work needs it, ask the platform's administrator.</translation>
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
            <source>请从目录里重新选择。</source>
            <translation>Please choose again in the directory.</translation>
        </message>
        <message>
            <source>请先打电话向平台管理员核实是否更换过证书，不要急于登录。</source>
            <translation>Call the platform's administrator and ask whether the certificate was replaced before you sign in.</translation>
        </message>
        <message>
            <source>请再输入一次密码，视墙的布局会保留。</source>
            <translation>Please enter the password again; the wall keeps its layout.</translation>
        </message>
        <message>
            <source>请向平台管理员核对证书指纹，再登录一次并选择信任。</source>
            <translation>Check the fingerprint with the platform's administrator, then sign in again and trust it.</translation>
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
</TS>
