@echo off
rem Runs the Maven installed on this machine; nothing is downloaded to get it.
rem MAVEN_HOME is taken before the PATH.
setlocal enableextensions

if defined MAVEN_HOME (
  if not exist "%MAVEN_HOME%\bin\mvn.cmd" (
    echo mvnw: MAVEN_HOME is "%MAVEN_HOME%", but there is no bin\mvn.cmd in it. 1>&2
    exit /b 1
  )
  set "MVN=%MAVEN_HOME%\bin\mvn.cmd"
) else (
  where /q mvn.cmd
  if errorlevel 1 (
    echo mvnw: Maven is missing: install Maven 3.8.1 or newer, and put mvn on the PATH or set MAVEN_HOME. 1>&2
    exit /b 1
  )
  set "MVN=mvn.cmd"
)

if defined JAVA_HOME (
  if not exist "%JAVA_HOME%\bin\java.exe" (
    echo mvnw: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it. 1>&2
    exit /b 1
  )
  set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  where /q java.exe
  if errorlevel 1 (
    echo mvnw: Java is missing: install a JDK 17 or newer, and put java on the PATH or set JAVA_HOME. 1>&2
    exit /b 1
  )
  set "JAVA=java.exe"
)

set "MAJOR="
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1 ^| findstr /c:" version ""') do set "VERSION=%%~v"
for /f "tokens=1,2 delims=.-+" %%a in ("%VERSION%") do (
  if "%%a"=="1" (set "MAJOR=%%b") else (set "MAJOR=%%a")
)
if not defined MAJOR (
  echo mvnw: "%JAVA%" does not tell its version; a JDK 17 or newer is needed. 1>&2
  exit /b 1
)
if %MAJOR% LSS 17 (
  echo mvnw: "%JAVA%" is Java %VERSION%; a JDK 17 or newer is needed. 1>&2
  exit /b 1
)

call "%MVN%" %*
exit /b %errorlevel%
