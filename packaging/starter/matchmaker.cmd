@echo off
rem Starts matchmaker on Windows. Plain ASCII; what is read by people stands in the text files beside.
rem   double-clicked           the page in the browser, with the folder of events
rem   a workbook dropped on it  asks what to do with it
rem   with arguments           python -m matchmaker, with these
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "here=%~dp0"
set "python=%here%python\python.exe"
set "series="
if exist "%python%" goto start
set "python=py"
set "series=-@SERIES@"
set "PYTHONPATH=%here%site-packages"
py %series% -c "" >nul 2>nul
if not errorlevel 1 goto start
type "%here%texts\no-python.txt"
pause
exit /b 1

:start
if "%NUMBA_CACHE_DIR%"=="" set "NUMBA_CACHE_DIR=%LOCALAPPDATA%\matchmaker"
if "%~1"=="" goto window
if /i not "%~f1"=="%~1" goto typed
if exist "%~1" goto dropped

:typed
"%python%" %series% -X utf8 -m matchmaker %*
exit /b %errorlevel%

:dropped
if "%~2"=="" goto ask
type "%here%texts\one-only.txt"
pause
exit /b 2

:ask
pushd "%~dp1"
type "%here%texts\what-to-do.txt"
set "answer="
set /p "answer=  Nummer, number: "
set "command="
setlocal EnableDelayedExpansion
if "!answer!"=="1" set "command=check"
if "!answer!"=="2" set "command=plan"
if "!answer!"=="3" set "command=agendas"
if "!answer!"=="4" set "command=publish"
if "!answer!"=="5" set "command=open"
endlocal & set "command=%command%"
if "%command%"=="" exit /b 0
"%python%" %series% -X utf8 -m matchmaker %command% "%~1"
echo.
popd
goto ask

:window
type "%here%texts\help.txt"
if defined MATCHMAKER_WINDOW exit /b 0
set "MATCHMAKER_WINDOW=1"
set "PATH=%here%;%PATH%"
pushd "%here%events"
"%python%" %series% -X utf8 -m matchmaker open .
cmd /k
